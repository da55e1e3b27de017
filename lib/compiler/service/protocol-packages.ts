import type { OtherProtocol } from './integrations/beyond-http.ts';

/**
 * The packages that other protocols than HTTP need besides, as the platform's own lock has them. Data, so that the compiler also
 * runs where there are no files; a test compares it with that lock.
 */
export const PROTOCOL_PACKAGES: Readonly<Record<OtherProtocol, Readonly<Record<string, object>>>> = {
  kafka: {
    'node_modules/@node-rs/crc32': {
      version: '1.10.8',
      integrity: 'sha512-gOYKFwkojSdWrSmreCcGocRcAXSpRkNZYxv6nscmtddSWBKVGypdMbfLxu5qgmymdaCNApajuwZblYEfs7HswA==',
      license: 'MIT',
      engines: {
        node: '>= 10',
      },
      funding: {
        type: 'github',
        url: 'https://github.com/sponsors/Brooooooklyn',
      },
      optionalDependencies: {
        '@node-rs/crc32-android-arm-eabi': '1.10.8',
        '@node-rs/crc32-android-arm64': '1.10.8',
        '@node-rs/crc32-darwin-arm64': '1.10.8',
        '@node-rs/crc32-darwin-x64': '1.10.8',
        '@node-rs/crc32-freebsd-x64': '1.10.8',
        '@node-rs/crc32-linux-arm-gnueabihf': '1.10.8',
        '@node-rs/crc32-linux-arm64-gnu': '1.10.8',
        '@node-rs/crc32-linux-arm64-musl': '1.10.8',
        '@node-rs/crc32-linux-x64-gnu': '1.10.8',
        '@node-rs/crc32-linux-x64-musl': '1.10.8',
        '@node-rs/crc32-win32-arm64-msvc': '1.10.8',
        '@node-rs/crc32-win32-ia32-msvc': '1.10.8',
        '@node-rs/crc32-win32-x64-msvc': '1.10.8',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-android-arm-eabi': {
      version: '1.10.8',
      integrity: 'sha512-Ed2P9uQAOlOSveuPKSlmCctcZ73+9VIBTD84F8MjfKU26q33Y0hYlcl9vlzfc9UQX7LLMGEZhOuU1xxYtx49tg==',
      cpu: ['arm'],
      license: 'MIT',
      os: ['android'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-android-arm64': {
      version: '1.10.8',
      integrity: 'sha512-gvEOdU8tkSwK2McdlMeXDoyqtvJFPYShNopJtGaGMNoltN5EzFOsM/7XKF3rk9JLQ9GnZHQrCxur0Cksonow2A==',
      cpu: ['arm64'],
      license: 'MIT',
      os: ['android'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-darwin-arm64': {
      version: '1.10.8',
      integrity: 'sha512-ylDspj/s3i+FCdTGoLZtOBsbR2PvAsI5taJDE5Pl7kDgeKX7IywdAYQtkh2orvTs0RqCjcnIBxrCDI/O/r+z1g==',
      cpu: ['arm64'],
      license: 'MIT',
      os: ['darwin'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-darwin-x64': {
      version: '1.10.8',
      integrity: 'sha512-DVTORLWomcx7F0CxQxlfBszAcMh8IkNGx/hgYHQ4iDnuf/uVjhs7l1hoVBghPymdFxP129+I/+b1WoQBbTJzaQ==',
      cpu: ['x64'],
      license: 'MIT',
      os: ['darwin'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-freebsd-x64': {
      version: '1.10.8',
      integrity: 'sha512-ZzuW7RS9VFy7zD64YUFI2dK6tJrlAFfe1NBuNx/ouKZ6SK+NHW5F8hxZNrZCkv2XB7QyZk9wZ53oJ20PKylQTw==',
      cpu: ['x64'],
      license: 'MIT',
      os: ['freebsd'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-linux-arm-gnueabihf': {
      version: '1.10.8',
      integrity: 'sha512-5/2kW7V4KMV3o37ApvcnF4Pk11luzLnd38kQZowVCw5D/xGlCByEQOODfJHX9pv0C+4hp+8Dosul06RODjPEUw==',
      cpu: ['arm'],
      license: 'MIT',
      os: ['linux'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-linux-arm64-gnu': {
      version: '1.10.8',
      integrity: 'sha512-Vr1P3+WF+RsUVI8CNLiunl1vuzdpgTR1sf9PxgQFr3o//hh2KdqJeU4zZsFVTn+GbGZtqvRoba0wi8nKMzRLeg==',
      cpu: ['arm64'],
      libc: ['glibc'],
      license: 'MIT',
      os: ['linux'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-linux-arm64-musl': {
      version: '1.10.8',
      integrity: 'sha512-eS8YXANJLBqdOzf5jCNVEXiDI4wjXVqQybaJextJJINvHhnhhOXPar8402GMagewOxGxYsy4C69G8rBIzqL4cg==',
      cpu: ['arm64'],
      libc: ['musl'],
      license: 'MIT',
      os: ['linux'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-linux-x64-gnu': {
      version: '1.10.8',
      integrity: 'sha512-DFd0eV47MAykz4PQDcBSlEvY3CtXqPt2gkBpvPngCpOUoIJgEk9tKtPjEgUwLatMkvsy4fEvAg7gckGickOyEw==',
      cpu: ['x64'],
      libc: ['glibc'],
      license: 'MIT',
      os: ['linux'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-linux-x64-musl': {
      version: '1.10.8',
      integrity: 'sha512-U7fP8FjDQuOb61YoT8EoWDIJ9x40ZrCzM6OcAH1wqYiu9Z94U14S+i8KwTC7YorotGtICdYZ/APn1eI8vNne5w==',
      cpu: ['x64'],
      libc: ['musl'],
      license: 'MIT',
      os: ['linux'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-win32-arm64-msvc': {
      version: '1.10.8',
      integrity: 'sha512-VJezyT9OWnMPnArDR5ok0ARLemiL83LLNYh4MC++oHoLegqzyBllqNlO8fVp2PmczGkn+rfKkZbtG4w3MQ6BbQ==',
      cpu: ['arm64'],
      license: 'MIT',
      os: ['win32'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-win32-ia32-msvc': {
      version: '1.10.8',
      integrity: 'sha512-01HooQK7WiG07/vvp0XzRnqSC5cvXvQ1MsQwlH9wwMWZ9qqHRO1j08cSeSt7DM4eALNisfX83bjqqrHzSKI9Iw==',
      cpu: ['ia32'],
      license: 'MIT',
      os: ['win32'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@node-rs/crc32-win32-x64-msvc': {
      version: '1.10.8',
      integrity: 'sha512-4O6G7yme7s98LUGwiqW7q2QqYmWD2IRQvV+q7+S4vjkUWiXUMbP8QEPYP9cF2WEQSdXCkyDEqDW10zeUdniPRA==',
      cpu: ['x64'],
      license: 'MIT',
      os: ['win32'],
      engines: {
        node: '>= 10',
      },
      optional: true,
    },
    'node_modules/@platformatic/dynamic-buffer': {
      version: '0.3.1',
      integrity: 'sha512-xQD5JSkQc4D15suOk7FezGDmh6Vb5e4phDoFZ/ASpa3Ft+3fOVwFOENmHtC1561zm/xHnKwI91NbMF8inpbk0Q==',
      license: 'Apache-2.0',
      engines: {
        node: '>= 22.19.0',
      },
    },
    'node_modules/@platformatic/kafka': {
      version: '2.12.1',
      integrity: 'sha512-lQ511Fkb2dmexyZmOlakGcmp/3dxaiBSWUMs6QdnNoWRnfTdZHxUI6oY4uTcmjbStSl2DbbA7COiJrCrIy6bsw==',
      license: 'Apache-2.0',
      dependencies: {
        '@platformatic/dynamic-buffer': '^0.3.1',
        '@platformatic/wasm-utils': '^0.2.1',
        ajv: '^8.17.1',
        'ajv-draft-04': '^1.0.0',
        avsc: '^5.7.9',
        debug: '^4.4.3',
        fastq: '^1.19.1',
        mnemonist: '^0.40.3',
        scule: '^1.3.0',
      },
      engines: {
        node: '>= 22.22.0 || >= 24.6.0',
      },
      optionalDependencies: {
        '@node-rs/crc32': '^1.10.6',
        protobufjs: '^8.0.0',
      },
    },
    'node_modules/@platformatic/wasm-utils': {
      version: '0.2.1',
      integrity: 'sha512-5rNl4h5n+hZG4LjiItQ7bVfHBqTypjldP46NXrOYW64cZr87ahngK1s9nEtCpByWg7WWjRLSxyCytgJK5gNdwQ==',
      license: 'Apache-2.0',
      dependencies: {
        '@platformatic/dynamic-buffer': '^0.3.1',
      },
      engines: {
        node: '>= 22.19.0',
      },
    },
    'node_modules/ajv-draft-04': {
      version: '1.0.0',
      integrity: 'sha512-mv00Te6nmYbRp5DCwclxtt7yV/joXJPGS7nM+97GdxvuttCOfgI3K4U25zboyeX0O+myI8ERluxQe5wljMmVIw==',
      license: 'MIT',
      peerDependencies: {
        ajv: '^8.5.0',
      },
      peerDependenciesMeta: {
        ajv: {
          optional: true,
        },
      },
    },
    'node_modules/avsc': {
      version: '5.7.9',
      integrity: 'sha512-yOA4wFeI7ET3v32Di/sUybQ+ttP20JHSW3mxLuNGeO0uD6PPcvLrIQXSvy/rhJOWU5JrYh7U4OHplWMmtAtjMg==',
      license: 'MIT',
      engines: {
        node: '>=0.11',
      },
    },
    'node_modules/debug': {
      version: '4.4.3',
      integrity: 'sha512-RGwwWnwQvkVfavKVt22FGLw+xYSdzARwm0ru6DhTVA3umU5hZc28V3kO4stgYryrTlLpuvgI9GiijltAjNbcqA==',
      license: 'MIT',
      dependencies: {
        ms: '^2.1.3',
      },
      engines: {
        node: '>=6.0',
      },
      peerDependenciesMeta: {
        'supports-color': {
          optional: true,
        },
      },
    },
    'node_modules/long': {
      version: '5.3.2',
      integrity: 'sha512-mNAgZ1GmyNhD7AuqnTG3/VQ26o760+ZYBPKjPvugO8+nLbYfX6TVpJPseBvopbdY+qpZ/lKUnmEc1LeZYS3QAA==',
      license: 'Apache-2.0',
      optional: true,
    },
    'node_modules/mnemonist': {
      version: '0.40.8',
      integrity: 'sha512-tebbu8e/W45Nz7USfGcmnHUiOcNsXa9Mow8eb0UPwOk3gu6grw0/2+SefXBJCgDQpE9mdn7dNUMJBra9mcRUVw==',
      license: 'MIT',
      dependencies: {
        obliterator: '^2.0.4',
      },
    },
    'node_modules/ms': {
      version: '2.1.3',
      integrity: 'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
      license: 'MIT',
    },
    'node_modules/obliterator': {
      version: '2.0.5',
      integrity: 'sha512-42CPE9AhahZRsMNslczq0ctAEtqk8Eka26QofnqC346BZdHDySk3LWka23LI7ULIw11NmltpiLagIq8gBozxTw==',
      license: 'MIT',
    },
    'node_modules/protobufjs': {
      version: '8.8.1',
      integrity: 'sha512-d9e9179bjXSJdpJ3+R9fP8hzXsnKLyxTjHLG1dUzje8a27pPyXCe6PrcRtgx2rjoM3IZzHd2vAs+6J/BsO1k7Q==',
      license: 'BSD-3-Clause',
      dependencies: {
        long: '^5.3.2',
      },
      engines: {
        node: '>=12.0.0',
      },
      optional: true,
    },
    'node_modules/scule': {
      version: '1.3.0',
      integrity: 'sha512-6FtHJEvt+pVMIB9IBY+IcCJ6Z5f1iQnytgyfKMhDKgmzYG+TeH/wx1y3l27rshSbLiSanrR9ffZDrEsmjlQF2g==',
      license: 'MIT',
    },
  },
  sftp: {
    'node_modules/asn1': {
      version: '0.2.6',
      integrity: 'sha512-ix/FxPn0MDjeyJ7i/yoHGFt/EX6LyNbxSEhPPXODPL+KB0VPk86UYfL0lMdy+KCnv+fmvIzySwaK5COwqVbWTQ==',
      license: 'MIT',
      dependencies: {
        'safer-buffer': '~2.1.0',
      },
    },
    'node_modules/bcrypt-pbkdf': {
      version: '1.0.2',
      integrity: 'sha512-qeFIXtP4MSoi6NLqO12WfqARWWuCKi2Rn/9hJLEmtB5yTNr9DqFWkJRCf2qShWzPeAMRnOgCrq0sg/KLv5ES9w==',
      license: 'BSD-3-Clause',
      dependencies: {
        tweetnacl: '^0.14.3',
      },
    },
    'node_modules/buildcheck': {
      version: '0.0.7',
      integrity: 'sha512-lHblz4ahamxpTmnsk+MNTRWsjYKv965MwOrSJyeD588rR3Jcu7swE+0wN5F+PbL5cjgu/9ObkhfzEPuofEMwLA==',
      engines: {
        node: '>=10.0.0',
      },
      optional: true,
    },
    'node_modules/cpu-features': {
      version: '0.0.10',
      integrity: 'sha512-9IkYqtX3YHPCzoVg1Py+o9057a3i0fp7S530UWokCSaFVTc7CwXPRiOjRjBQQ18ZCNafx78YfnG+HALxtVmOGA==',
      hasInstallScript: true,
      dependencies: {
        buildcheck: '~0.0.6',
        nan: '^2.19.0',
      },
      engines: {
        node: '>=10.0.0',
      },
      optional: true,
    },
    'node_modules/nan': {
      version: '2.30.0',
      integrity: 'sha512-P5mokDkSvCGBz6mZDD/2l+w9QoICRXdCyZ9ONGmTePr40oihJg3Kpn0YU3twKd6PJnwSlLBWNQeOT6yWEV2c4A==',
      license: 'MIT',
      optional: true,
    },
    'node_modules/safer-buffer': {
      version: '2.1.2',
      integrity: 'sha512-YZo3K82SD7Riyi0E1EQPojLz7kpepnSQI9IyPbHHg1XXXevb5dJI7tpyN2ADxGcQbHG7vcyRHk0cbwqcQriUtg==',
      license: 'MIT',
    },
    'node_modules/ssh2': {
      version: '1.17.0',
      integrity: 'sha512-wPldCk3asibAjQ/kziWQQt1Wh3PgDFpC0XpwclzKcdT1vql6KeYxf5LIt4nlFkUeR8WuphYMKqUA56X4rjbfgQ==',
      hasInstallScript: true,
      dependencies: {
        asn1: '^0.2.6',
        'bcrypt-pbkdf': '^1.0.2',
      },
      engines: {
        node: '>=10.16.0',
      },
      optionalDependencies: {
        'cpu-features': '~0.0.10',
        nan: '^2.23.0',
      },
    },
    'node_modules/tweetnacl': {
      version: '0.14.5',
      integrity: 'sha512-KXXFFdAbFXY4geFIwoyNK+f5Z1b7swfXABfL7HXCmoIWMKU3dmS26672A4EeQtDzLKy7SXmfBu51JolvEKwtGA==',
      license: 'Unlicense',
    },
  },
  smtp: {
    'node_modules/nodemailer': {
      version: '10.6.0',
      integrity: 'sha512-jWanL7D9GD3jvUDYKmoC5rWTiG8MnBgnN2yV68bgMKip1zUJhiSTyz7Eg+18y8sk5OvdVDzws5nZK5arSI4f5Q==',
      license: 'MIT-0',
      engines: {
        node: '>=20.0.0',
      },
    },
  },
};
