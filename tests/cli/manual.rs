use super::program::Folder;

const COMMANDS: [&str; 7] = ["check", "fix", "extract", "sheet", "rules", "explain", "schema"];

#[test]
fn shells_complete_commands_and_options() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(&["completions", shell]).expect(0, &[]).out;
        // Some shells complete no values.
        let values: &[&str] = if shell.len() < 5 { &["sarif", "strict"] } else { &[] };
        for word in COMMANDS.iter().chain(&["fail-on", "write-baseline"]).chain(values) {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    folder.run(&["completions", "cmd"]).expect(2, &["cmd", "bash", "zsh"]);
}

#[test]
fn bash_takes_the_completions() {
    let folder = Folder::new(&[]);
    let script = folder.run(&["completions", "bash"]).expect(0, &[]).out;
    folder.write("whosaid.bash", script.as_bytes());
    let ask = "source ./whosaid.bash; COMP_WORDS=(whosaid check --fail); COMP_CWORD=2; \
               _whosaid whosaid --fail check; printf '%s\\n' \"${COMPREPLY[@]}\"";
    match std::process::Command::new("bash").args(["-c", ask]).current_dir(folder.path()).output() {
        Ok(bash) => assert_eq!(String::from_utf8_lossy(&bash.stdout), "--fail-on\n", "{bash:?}"),
        Err(_) => eprintln!("skipped: no bash"),
    }
}

#[test]
fn there_is_a_manual_page_for_everything() {
    let folder = Folder::new(&[]);
    let page = folder.run(&["man"]).expect(0, &[]).out;
    assert!(page.contains(".TH whosaid 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("whosaid\\-{command}(1)")), "no {command} in\n{page}");
        let own = folder.run(&["man", command]).expect(0, &[]).out;
        assert!(own.contains(&format!(".TH whosaid-{command} 1")), "{own}");
        assert!(own.contains(&format!("whosaid {command}")), "{own}");
    }
    assert!(folder.run(&["man", "check"]).expect(0, &[]).out.contains("\\-\\-fail\\-on"));
    folder.run(&["man", "chekc"]).expect(2, &["there is no command `chekc`", "did you mean `check`"]);
    folder.run(&["man", "nope"]).expect(2, &["there is no command `nope`", "help: `whosaid --help` lists them"]);
}
