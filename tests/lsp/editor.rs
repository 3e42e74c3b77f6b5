//! An editor that can do what a test says, and the real server as its child.

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// How long a server that is not built for speed may take, on a machine with other work.
const PATIENCE: Duration = Duration::from_mins(2);

/// A template with one finding, `ecr/scan-disabled` at `false`, which has a safe fix.
pub(crate) const TEMPLATE: &str = "\
Resources:
  Store:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration:
        ScanOnPush: false
      LifecyclePolicy:
        LifecyclePolicyText: '{\"rules\": [{\"rulePriority\": 1, \"action\": {\"type\": \"expire\"}, \
\"selection\": {\"tagStatus\": \"any\", \"countType\": \"imageCountMoreThan\", \"countNumber\": 100}}]}'
      EncryptionConfiguration: {EncryptionType: KMS, KmsKey: alias/orders}
";

/// An editor that talks to a server of its own, in a folder of its own.
pub(crate) struct Editor {
    folder: tempfile::TempDir,
    root: PathBuf,
    child: Child,
    input: ChildStdin,
    messages: Receiver<Message>,
    next: i32,
    /// What the server sent and nobody asked for yet.
    pub(crate) unread: Vec<Message>,
    pub(crate) capabilities: Value,
}

/// What an editor can do.
pub(crate) fn able() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "workspace": {
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
            "workspaceFolders": true
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": {"valueSet": [1, 2]}
            },
            "codeAction": {
                "isPreferredSupport": true,
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}}
            },
            "hover": {"contentFormat": ["markdown"]}
        },
        "window": {"workDoneProgress": true}
    })
}

/// The same editor, which asks for diagnostics.
pub(crate) fn pulling() -> Value {
    let mut able = able();
    able["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    able
}

impl Editor {
    /// An editor with these files in its folder.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &able(), &json!({}), &["."])
    }

    /// The same with other abilities, options and workspace folders.
    pub(crate) fn with(files: &[(&str, &str)], able: &Value, options: &Value, folders: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (name, text) in files {
            write(&root.join(name), text);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
        command.args(["lsp", "--stdio"]).current_dir(&root).env("HOME", &root).env("XDG_CONFIG_HOME", &root);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let capabilities = Value::Null;
        let mut editor = Self { folder, root, child, input, messages, next: 0, unread: Vec::new(), capabilities };
        let folder = |name: &&str| json!({"uri": editor.uri(name), "name": name});
        let folders: Vec<Value> = folders.iter().map(folder).collect();
        let folders = if folders.is_empty() { Value::Null } else { json!(folders) };
        let initialize = json!({
            "processId": null, "rootUri": null, "capabilities": able, "initializationOptions": options,
            "workspaceFolders": folders
        });
        editor.capabilities = editor.ask("initialize", initialize).unwrap()["capabilities"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        if name == "." { self.root.clone() } else { self.root.join(name) }
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        Message::from(Notification::new(method.to_owned(), params)).write(&mut self.input).unwrap();
    }

    /// Sends a request without waiting for the answer.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        Message::from(Request::new(id.clone(), method.to_owned(), params)).write(&mut self.input).unwrap();
        id
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = self.send(method, params);
        self.answer(&id)
    }

    /// The answer to a request: its result or the code of its error.
    pub(crate) fn answer(&mut self, id: &RequestId) -> Result<Value, i32> {
        let wanted = |message: &Message| matches!(message, Message::Response(response) if response.id == *id);
        let Message::Response(Response { response_result, .. }) = self.wait(&wanted) else { unreachable!() };
        response_result.map_err(|error| error.code)
    }

    /// The first message of a kind, now or later. Requests of the server are answered on the way.
    pub(crate) fn wait(&mut self, wanted: &dyn Fn(&Message) -> bool) -> Message {
        if let Some(position) = self.unread.iter().position(wanted) {
            return self.unread.remove(position);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server says nothing");
            if let Message::Request(request) = &message {
                let answer = Response::new_ok(request.id.clone(), Value::Null);
                Message::from(answer).write(&mut self.input).unwrap();
            }
            if wanted(&message) {
                return message;
            }
            self.unread.push(message);
        }
    }

    /// The next notification or request of a method.
    pub(crate) fn next(&mut self, method: &str) -> Value {
        let is = |message: &Message| match message {
            Message::Notification(notification) => notification.method == method,
            Message::Request(request) => request.method == method,
            Message::Response(_) => false,
        };
        match self.wait(&is) {
            Message::Notification(notification) => notification.params,
            Message::Request(request) => request.params,
            Message::Response(_) => unreachable!(),
        }
    }

    /// Everything that was published for a file until now, the last first; the server has said all that it has to.
    pub(crate) fn published(&mut self, name: &str) -> Option<Value> {
        self.settle();
        let uri = self.uri(name);
        let is = |message: &&Message| match message {
            Message::Notification(notification) => {
                notification.method == "textDocument/publishDiagnostics" && notification.params["uri"] == uri
            }
            _ => false,
        };
        self.unread.iter().rev().find(is).map(|message| match message {
            Message::Notification(notification) => notification.params.clone(),
            _ => unreachable!(),
        })
    }

    /// The rules and ranges that were last published for a file: `rule@line:column-line:column`.
    pub(crate) fn found(&mut self, name: &str) -> Vec<String> {
        let published = self.published(name).unwrap_or(json!({"diagnostics": []}));
        published["diagnostics"].as_array().unwrap().iter().map(spelled).collect()
    }

    /// Waits until all that was told is taken into account.
    pub(crate) fn settle(&mut self) {
        let unknown = self.ask("plimsoll/nothing", json!({}));
        assert_eq!(unknown, Err(-32601));
        // An unknown method is refused at once; a hover waits for the lint.
        let params = json!({"textDocument": {"uri": self.uri("none")}, "position": {"line": 0, "character": 0}});
        assert_eq!(self.ask("textDocument/hover", params), Ok(Value::Null));
    }

    pub(crate) fn open(&mut self, name: &str, text: &str) {
        let document = json!({"uri": self.uri(name), "languageId": "", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Opens a file as it is on the disk.
    pub(crate) fn open_saved(&mut self, name: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        self.open(name, text.trim_start_matches('\u{feff}'));
    }

    pub(crate) fn change(&mut self, name: &str, version: i32, changes: &Value) {
        let document = json!({"uri": self.uri(name), "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Tells that files changed on the disk: 1 created, 2 changed, 3 deleted.
    pub(crate) fn watched(&mut self, name: &str, kind: u8) {
        let uri = self.uri(name);
        self.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": kind}]}));
    }

    /// The actions for a place, given as line and column.
    pub(crate) fn actions(&mut self, name: &str, line: u32, character: u32) -> Vec<Value> {
        let place = json!({"line": line, "character": character});
        let params = json!({
            "textDocument": {"uri": self.uri(name)}, "range": {"start": place, "end": place},
            "context": {"diagnostics": []}
        });
        self.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// Ends the server as the protocol says.
    pub(crate) fn end(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.child.wait().unwrap().code().unwrap()
    }

    /// The status of the server that ends by itself.
    pub(crate) fn outlive(mut self) -> i32 {
        self.child.wait().unwrap().code().unwrap()
    }

    /// The status of the server after it was told nothing more.
    pub(crate) fn vanish(self) -> i32 {
        let Self { folder, mut child, input, .. } = self;
        drop(input);
        let status = child.wait().unwrap().code().unwrap();
        drop(folder);
        status
    }
}

/// A diagnostic in one line.
pub(crate) fn spelled(diagnostic: &Value) -> String {
    let place = |end: &str| {
        let place = &diagnostic["range"][end];
        format!("{}:{}", place["line"], place["character"])
    };
    let code = diagnostic["code"].as_str().unwrap_or("-");
    format!("{code}@{}-{}", place("start"), place("end"))
}

/// The text after edits as an editor that counts in UTF-8 makes them; the last first, so that places stay.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
