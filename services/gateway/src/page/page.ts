import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type RequestHandler, Router } from 'express';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Linchpin API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const script = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#page',
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  filter: true,
});
`;

const send =
  (type: string, text: string): RequestHandler =>
  (_, response) =>
    void response.type(type).send(text);

/** The API page: every route, to read and to try with a token. It loads nothing from elsewhere. */
export function apiPage(): Router {
  const page = Router();
  page.get('/', send('html', html));
  page.get('/start.js', send('application/javascript', script));
  // Dot files are allowed because the folder lies below one of pnpm's, whose name begins with a dot.
  for (const file of files)
    page.get(`/${file}`, (_, response, next) =>
      response.sendFile(join(folder, file), { dotfiles: 'allow' }, (error) => error && next(error)),
    );
  return page;
}
