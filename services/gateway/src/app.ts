import type { FileRegistry } from '@bufbuild/protobuf';
import type { Verifier } from '@linchpin/access';
import type { RawClient } from '@linchpin/service-kit';
import type { Logger } from '@linchpin/telemetry';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { readiness } from './health.js';
import { openApiDocument } from './openapi/document.js';
import { apiPage } from './page/page.js';
import { answerProblems, methodNotAllowed, notFound } from './problem/answer-problem.js';
import { handlersOf } from './rest/handler.js';
import { type Route, routesOf } from './rest/routes.js';

/** What the gateway serves, and for whom. */
export interface AppOptions {
  /** The contracts. */
  readonly registry: FileRegistry;
  readonly verifier: Verifier;
  /** By name of the service. */
  readonly services: ReadonlyMap<string, RawClient>;
  readonly log: Logger;
}

/** The API page runs its own scripts and no others, and talks to this gateway only. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
};

/** Puts the gateway together: the routes of the contracts, their description, the API page. */
export function createApp(options: AppOptions): Express {
  const routes = routesOf(options.registry);
  const document = openApiDocument(routes, options.registry);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.use(helmet({ contentSecurityPolicy }));

  app.get('/', (_, response) => response.redirect('/docs/'));
  app.get('/docs', (_, response) => response.redirect('/docs/'));
  app.use('/docs/', apiPage());
  app.get('/openapi.json', (_, response) => void response.json(document));
  app.get('/health', (_, response) => void response.json({ status: 'serving' }));
  app.get('/ready', readiness(options.services));

  for (const [template, served] of byTemplate(routes)) {
    const path = app.route(template.replace(/\{(\w+)\}/g, ':$1'));
    for (const route of served) path[route.method](...handlersOf(route, options, routes));
    path.all(methodNotAllowed(served.map(({ method }) => method)));
  }
  app.use(notFound);
  app.use(answerProblems(options.log));
  return app;
}

function byTemplate(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.template, [...(groups.get(route.template) ?? []), route]);
  return groups;
}
