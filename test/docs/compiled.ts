import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { blocks, root, type Block } from './pages.js';

/** Where the JavaScript goes: inside the checkout, so that programs import the package by its own name. */
const OUT = join(root, 'test/docs/.build');

/** TypeScript's code of a name that is not used: a page may show a function without its call. */
const UNUSED = 6133;

const settings = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'examples/tsconfig.json'), ts.sys.readFile.bind(ts.sys)).config, ts.sys, join(root, 'examples')).options;

/** Name of the file that a block is compiled as. */
const fileOf = ({ page, line }: Block): string => join(root, `${page}.line${line}.mts`);

/** The examples and the TypeScript blocks of the pages, compiled as one program, as strictly as examples/tsconfig.json says. */
export interface Compiled {
  /** Errors of types, with their places in the pages. */
  readonly errors: readonly string[];
  /** Returns the path of the JavaScript of an example. @param example relative to `examples/` */
  example(example: string): string;
  block(block: Block): string;
}

/** Compiles them. Takes some seconds. */
export function compile(): Compiled {
  rmSync(OUT, { recursive: true, force: true });
  const options: ts.CompilerOptions = { ...settings, noEmit: false, rootDir: root, outDir: OUT };
  const texts = new Map(blocks.filter(({ language }) => language === 'ts').map((block) => [fileOf(block), block] as const));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.getSourceFile = (path, languageVersion, ...more) => {
    const block = texts.get(path);
    return block === undefined ? getSourceFile(path, languageVersion, ...more) : ts.createSourceFile(path, block.text, languageVersion);
  };
  const examples = globSync(['**/*.mts', '**/*.ts'], { cwd: join(root, 'examples'), absolute: true });
  const program = ts.createProgram({ rootNames: [...examples, ...texts.keys()], options, host });
  program.emit();
  const built = (path: string): string => join(OUT, relative(root, path).replace(/\.(m?)ts$/, '.$1js'));
  return {
    errors: ts.getPreEmitDiagnostics(program).filter(({ code, file }) => !(code === UNUSED && texts.has(file?.fileName ?? ''))).map((diagnostic) => describe(diagnostic, texts)),
    example: (example) => built(join(root, 'examples', example)),
    block: (block) => built(fileOf(block)),
  };
}

function describe({ file, start = 0, messageText }: ts.Diagnostic, texts: ReadonlyMap<string, Block>): string {
  const sentence = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (file === undefined) return sentence;
  const block = texts.get(file.fileName);
  const line = file.getLineAndCharacterOfPosition(start).line + (block?.line ?? 1);
  return `${block?.page ?? relative(root, file.fileName)}:${line}: ${sentence}`;
}
