//! regorus with the rules that are written for it.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{CompiledPolicy, Engine, Value};

/// The rules that `harness/bench/rego` has: those that Rego can tell from the objects alone, without X.509.
pub const RULES: [&str; 11] = [
    "storage-backend",
    "storage-minio",
    "security-default-credentials",
    "registration-mode",
    "grafana-signup",
    "tls-platform-cert",
    "tls-enforced",
    "routers-replicas",
    "routers-host-ports",
    "cni-registry-proxy",
    "rbac-enabled",
];

const SOURCES: [(&str, &str); 9] = [
    ("advice", include_str!("../../rego/advice.rego")),
    ("cluster", include_str!("../../rego/cluster.rego")),
    ("environment", include_str!("../../rego/environment.rego")),
    ("grafana", include_str!("../../rego/grafana.rego")),
    ("registration", include_str!("../../rego/registration.rego")),
    ("routers", include_str!("../../rego/routers.rego")),
    ("routing", include_str!("../../rego/routing.rego")),
    ("storage", include_str!("../../rego/storage.rego")),
    ("tls", include_str!("../../rego/tls.rego")),
];

const RESULTS: &str = "data.workflow.results";

/// The compiled rules, for both of regorus' ways to run them.
pub struct Rego {
    machine: RegoVM,
    interpreted: CompiledPolicy,
}

impl Rego {
    pub fn new() -> Rego {
        let mut engine = Engine::new();
        // As OPA does it: what a function cannot take is undefined.
        engine.set_strict_builtin_errors(false);
        for (name, text) in SOURCES {
            engine.add_policy(name.to_owned(), text.to_owned()).expect("Rego");
        }
        let interpreted = engine.compile_with_entrypoint(&RESULTS.into()).expect("Rego");
        let program = Compiler::compile_from_policy(&interpreted, &[RESULTS]).expect("a program");
        let mut machine = RegoVM::new();
        machine.set_max_instructions(usize::MAX);
        machine.load_program(program);
        Rego { machine, interpreted }
    }

    /// What the rules say of the objects in a text of JSON, by the virtual machine.
    pub fn run(&mut self, text: &str) -> Value {
        self.machine.set_input(Value::from_json_str(text).expect("JSON"));
        self.machine.execute().expect("an answer")
    }

    /// The same, by the interpreter.
    pub fn interpret(&self, text: &str) -> Value {
        let input = Value::from_json_str(text).expect("JSON");
        self.interpreted.eval_with_input(input).expect("an answer")
    }
}
