// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// An editor without a window: opens files in a language server of its own, over standard input and output.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import protocol from "vscode-languageserver-protocol/node.js";

const SERVER = fileURLToPath(new URL("node_modules/yaml-language-server/bin/yaml-language-server", import.meta.url));
// Without it, the server asks the internet for its list of well-known schemas.
const OWN_SETTINGS = { schemaStore: { enable: false }, hover: true, completion: true, validate: true };

export class Editor {
    #process;
    #connection;
    #folder;
    #waiting = new Map();

    /** An editor with an open folder, and settings below `yaml`. */
    static async started(folder, settings) {
        const editor = new Editor();
        editor.#folder = folder;
        editor.#process = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
        const reader = new protocol.StreamMessageReader(editor.#process.stdout);
        const writer = new protocol.StreamMessageWriter(editor.#process.stdin);
        const connection = (editor.#connection = protocol.createProtocolConnection(reader, writer));
        connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) =>
            items.map(({ section }) => (section === "yaml" ? { ...OWN_SETTINGS, ...settings } : {}))
        );
        connection.onRequest(protocol.RegistrationRequest.type, () => undefined);
        connection.onNotification(protocol.PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
            editor.#waiting.get(uri)?.(diagnostics)
        );
        connection.listen();
        const uri = pathToFileURL(folder).href;
        await connection.sendRequest(protocol.InitializeRequest.type, {
            processId: process.pid,
            rootUri: uri,
            workspaceFolders: [{ uri, name: "judge" }],
            capabilities: {
                workspace: { configuration: true, workspaceFolders: true },
                textDocument: {
                    completion: { completionItem: { snippetSupport: true } },
                    hover: { contentFormat: ["plaintext"] },
                },
            },
        });
        await connection.sendNotification(protocol.InitializedNotification.type, {});
        return editor;
    }

    /** The marks of a file that is opened. */
    async marks(path, text) {
        const uri = this.#uri(path);
        const marked = new Promise((resolve) => this.#waiting.set(uri, resolve));
        await this.#open(uri, text);
        return marked;
    }

    /** The labels that are offered at the end of a file. */
    async completed(path, text) {
        const uri = this.#uri(path);
        await this.#open(uri, text);
        const position = { line: text.split("\n").length - 1, character: text.length - text.lastIndexOf("\n") - 1 };
        const found = await this.#connection.sendRequest(protocol.CompletionRequest.type, {
            textDocument: { uri },
            position,
        });
        return found.items.map((item) => item.label);
    }

    /** The text that is shown at the first place of a word. */
    async described(path, text, word) {
        const uri = this.#uri(path);
        await this.#open(uri, text);
        const lines = text.split("\n");
        const line = lines.findIndex((each) => each.includes(word));
        const found = await this.#connection.sendRequest(protocol.HoverRequest.type, {
            textDocument: { uri },
            position: { line, character: lines[line].indexOf(word) + 1 },
        });
        return found?.contents.value ?? "";
    }

    async end() {
        await this.#connection.sendRequest(protocol.ShutdownRequest.type);
        const over = once(this.#process, "exit");
        await this.#connection.sendNotification(protocol.ExitNotification.type);
        await over;
    }

    #uri(path) {
        return pathToFileURL(join(this.#folder, path)).href;
    }

    #open(uri, text) {
        return this.#connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
            textDocument: { uri, languageId: "yaml", version: 1, text },
        });
    }
}
