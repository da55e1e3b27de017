import { Skeleton } from '../ui/skeleton.tsx';

/** The editor's frame while its parts are on their way. */
export function EditorSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col" role="status">
      <span className="sr-only">Opening the editor</span>
      <div className="h-12 shrink-0 border-hairline border-b" />
      <div className="flex min-h-0 flex-1">
        <div className="hidden w-[232px] border-hairline border-r lg:block" />
        <div className="flex flex-1 flex-col gap-2.5 bg-surface p-4 pl-14">
          {[40, 28, 52, 34, 60, 46, 30, 55].map((width) => (
            <Skeleton key={width} className="h-3" />
          ))}
        </div>
        <div className="hidden w-[440px] border-hairline border-l lg:block" />
      </div>
      <div className="h-8 shrink-0 border-hairline border-t" />
    </div>
  );
}
