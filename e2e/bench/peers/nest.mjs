import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  Body,
  Catch,
  Controller,
  HttpCode,
  Module,
  Post,
  Req,
  Res,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import { tap } from 'rxjs';
import { callerOf, measure, problemOf, readJson, verifyKyc } from './verify-kyc.ts';

/** The same on Nest with its usual adapter (Express): guard, interceptor, controller and filter. Decorators are called by hand. */
class TokenGuard {
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    request.caller = await callerOf(request.headers.authorization);
    return true;
  }
}

class MeasureInterceptor {
  intercept(_context, next) {
    const started = performance.now();
    return next.handle().pipe(tap(() => measure(202, (performance.now() - started) / 1000)));
  }
}

class ProblemFilter {
  catch(error, host) {
    const problem = problemOf(error);
    const response = host.switchToHttp().getResponse();
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
Catch()(ProblemFilter);

class JsonPipe {
  transform(body) {
    return readJson(body);
  }
}

class KycController {
  async verify(request, response, body) {
    const answer = await verifyKyc(request.caller, randomUUID(), body);
    response.location(`/requests/${answer.id}`);
    return answer;
  }
}
const method = Object.getOwnPropertyDescriptor(KycController.prototype, 'verify');
for (const decorate of [Post('verify'), HttpCode(202), UseGuards(TokenGuard), UseInterceptors(MeasureInterceptor)])
  decorate(KycController.prototype, 'verify', method);
Req()(KycController.prototype, 'verify', 0);
Res({ passthrough: true })(KycController.prototype, 'verify', 1);
Body(new JsonPipe())(KycController.prototype, 'verify', 2);
UseFilters(ProblemFilter)(KycController);
Controller('kyc')(KycController);

class AppModule {}
Module({ controllers: [KycController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: false, bodyParser: false });
const adapter = app.getHttpAdapter().getInstance();
adapter.disable('x-powered-by');
adapter.disable('etag');
app.use((_request, response, next) => {
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  next();
});
app.use(express.raw({ type: 'application/json', limit: '16mb' }));
await app.listen(Number(process.env.PORT), '127.0.0.1');
console.log('listening');
