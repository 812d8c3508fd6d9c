//! `whosaid.toml`, the settings of an editor, and the findings put aside.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::json;
use whosaid::rules::{Level, Profile};
use whosaid::settings::{Ignored, Layer, Settings, WhileTyping, file, ignored};

fn toml(text: &str) -> Layer {
    Layer::toml(text, Path::new("whosaid.toml"))
}

fn problems(layer: &Layer) -> Vec<String> {
    layer.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn every_field_is_read() {
    let layer = toml(
        r#"
profile = "strict"
[rules]
anonymous-source = "warning"
weasel-attribution = "off"
[[names]]
name = "Ann Lee"
aliases = ["Annie Lee"]
roles = ["the minister"]
never = ["Ann Leeson"]
[boilerplate]
phrases = ["Read our blog"]
[diagnostics]
while-typing = "show"
workspace = false
[hints]
speakers = false
max-length = 30
[limits]
max-file-bytes = 1000
"#,
    );
    assert_eq!(problems(&layer), [""; 0]);
    let settings = Settings::merge(Some(&layer), None);
    assert_eq!(settings.profile, Profile::Strict);
    assert_eq!(settings.rules["anonymous-source"], Level::Warning);
    assert_eq!(settings.rules["weasel-attribution"], Level::Off);
    let name = &settings.extraction.names[0];
    assert_eq!((&*name.name, &*name.aliases[0], &*name.never[0]), ("Ann Lee", "Annie Lee", "Ann Leeson"));
    assert_eq!(settings.extraction.boilerplate_phrases, ["Read our blog"]);
    assert_eq!((settings.diagnostics.while_typing, settings.diagnostics.workspace), (WhileTyping::Show, false));
    assert!(!settings.hints.speakers && settings.hints.sources);
    assert_eq!((settings.hints.max_length, settings.limits.max_file_bytes), (30, 1000));
}

#[test]
fn a_problem_names_place_and_remedy_and_loses_nothing_else() {
    let levels =
        "`rules.boilerplate-line` cannot be \"warn\". It is one of off, on, hint, information, warning and error.";
    for (text, problem) in [
        (
            "profile = \"strct\"",
            "1:11: `profile` cannot be \"strct\". It is one of quiet, default and strict. Did you mean \"strict\"?",
        ),
        ("profle = \"quiet\"", "1:1: There is no setting `profle`. Did you mean `profile`?"),
        (
            "zzz = 1",
            "1:1: There is no setting `zzz`. There are boilerplate, diagnostics, hints, limits, names, overrides, profile \
             and rules.",
        ),
        ("profile = 3", "1:11: `profile` is one of quiet, default and strict, not 3."),
        ("rules = 3", "1:9: `rules` is a table, not 3."),
        ("hints = [1]", "1:9: `hints` is a table, not a list."),
        (
            "[rules]\nunattributed-clam = \"off\"",
            "2:1: There is no rule `unattributed-clam`. Did you mean `unattributed-claim`?",
        ),
        ("[rules]\nqqqq = \"off\"", "2:1: There is no rule `qqqq`. `whosaid rules` lists them."),
        ("[rules]\nboilerplate-line = \"warn\"", &format!("2:20: {levels} Did you mean \"warning\"?")),
        ("[hints]\nmax-length = \"a\"", "2:14: `hints.max-length` is a whole number, not \"a\"."),
        ("[hints]\nmax-length = 1", "2:14: `hints.max-length` is at least 4, not 1."),
        ("[hints]\nspeakers = \"yes\"", "2:12: `hints.speakers` is true or false, not \"yes\"."),
        ("[limits]\nmax-file-bytes = 1979-05-27", "2:18: `limits.max-file-bytes` is a whole number, not this."),
        ("[[names]]\naliases = []", "1:1: `names[0]` has no `name`."),
        ("[boilerplate]\nphrases = [\"a\", 7]", "2:17: `boilerplate.phrases[1]` is a text in quotation marks, not 7."),
    ] {
        let layer = toml(&format!("{text}\n\n[[names]]\nname = \"Ann Lee\"\n"));
        assert_eq!(problems(&layer), [format!("whosaid.toml:{problem}")], "{text}");
        let names = Settings::merge(Some(&layer), None).extraction.names;
        assert_eq!(names.last().map(|n| &*n.name), Some("Ann Lee"), "{text}");
    }
}

#[test]
fn overrides_hold_for_the_paths_they_name() {
    let folder = tempfile::TempDir::new().unwrap();
    let toml = r#"
profile = "default"
rules = {scare-quote = "off"}
[[overrides]]
paths = ["opinion/**", "*.draft.md"]
profile = "quiet"
rules = {scare-quote = "hint", unattributed-claim = "off"}
[[overrides]]
paths = ["opinion/facts/"]
profile = "strict"
"#;
    fs::write(folder.path().join("whosaid.toml"), toml).unwrap();
    for (path, profile, scare, claim) in [
        ("news/a.md", Profile::Default, Level::Off, None),
        ("opinion/a.md", Profile::Quiet, Level::Hint, Some(Level::Off)),
        ("opinion/2024/a.md", Profile::Quiet, Level::Hint, Some(Level::Off)),
        ("news/a.draft.md", Profile::Quiet, Level::Hint, Some(Level::Off)),
        ("opinion/facts/a.md", Profile::Strict, Level::Hint, Some(Level::Off)),
        ("news/opinion/a.md", Profile::Default, Level::Off, None),
    ] {
        for config in [None, Some(folder.path().join("whosaid.toml"))] {
            let (settings, problems) = file::settings(&folder.path().join(path), config.as_deref(), None);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(settings.profile, profile, "{path}");
            assert_eq!(settings.rules.get("scare-quote"), Some(&scare), "{path}");
            assert_eq!(settings.rules.get("unattributed-claim").copied(), claim, "{path}");
        }
    }
}

#[test]
fn overrides_that_cannot_hold_are_told() {
    for (text, problem) in [
        ("[[overrides]]\nprofile = \"quiet\"", "1:1: `overrides[0]` has no `paths`."),
        ("[[overrides]]\npaths = [\"a/[b\"]", "2:10: `overrides[0].paths[0]` is not a valid path pattern: "),
        (
            "[[overrides]]\npaths = []\nrules = {scare-quotes = \"off\"}",
            "3:10: There is no rule `scare-quotes`. Did you mean `scare-quote`?",
        ),
        (
            "[[overrides]]\npaths = []\nprofile = \"loud\"",
            "3:11: `overrides[0].profile` cannot be \"loud\". It is one of quiet, default and strict.",
        ),
    ] {
        let found = problems(&toml(text));
        assert!(found.len() == 1 && found[0].starts_with(&format!("whosaid.toml:{problem}")), "{text}: {found:?}");
    }
    let editor = Layer::editor(&json!({"overrides": [{"paths": ["a/**"], "profile": "quiet"}]}));
    assert_eq!(
        problems(&editor),
        ["`whosaid.overrides` can only be set in whosaid.toml, beside the paths it speaks of."]
    );
}

#[test]
fn a_broken_line_is_one_problem_and_loses_nothing_above_it() {
    let layer = toml("profile = 'quiet'\n[rules\n[[names]]\nname = 'Ann Lee'\n");
    assert_eq!(problems(&layer), ["whosaid.toml:2:7: This is not TOML: unclosed table, expected `]`."]);
    assert_eq!(Settings::merge(Some(&layer), None).profile, Profile::Quiet);
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in ["", "=", "[", "[[", "a.b.c", "\"", "'''", "é = \"\u{1F600}", "[a]\n[a]", "rules.x.y = 1"] {
        let _ = Settings::merge(Some(&toml(text)), None);
    }
    let settings = Settings::merge(Some(&toml("\u{feff}profile = 'quiet'")), None);
    assert_eq!(settings.profile, Profile::Quiet);
}

#[test]
fn an_editor_may_write_camel_case_and_null() {
    let layer = Layer::editor(&json!({
        "profile": null, "hints": {"maxLength": 30.0, "speakers": false}, "limits": {"max-file-bytes": 7},
        "server": {"path": "/bin/whosaid"}, "trace": {"server": "off"}, "rules": {"quote-without-speaker": "of"},
    }));
    assert_eq!(layer.problems.len(), 1, "{:?}", problems(&layer));
    let settings = Settings::merge(None, Some(&layer));
    assert_eq!((settings.hints.max_length, settings.hints.speakers), (30, false));
    assert_eq!(settings.limits.max_file_bytes, 7);
    for odd in [json!(null), json!([]), json!("quiet"), json!({"hints": 3})] {
        assert_eq!(Settings::merge(None, Some(&Layer::editor(&odd))), Settings::default(), "{odd}");
    }
}

#[test]
fn an_editor_hears_of_its_keys_as_it_has_them() {
    let layer = Layer::editor(&json!({
        "hints": {"maxLength": 2}, "diagnostics": {"whileTyping": "maybe"}, "zzz": 1, "overrides": [],
        "rules": {"quote-without-speaker": "of"}, "names": [{"roles": []}],
        "boilerplate": {"phrases": [7, ["a"]]}, "limits": [{}],
    }));
    let told = problems(&layer).join("\n");
    for part in [
        "`whosaid.hints.maxLength` is at least 4, not 2.",
        "`whosaid.diagnostics.whileTyping` cannot be \"maybe\".",
        "There is no setting `zzz`. There are ",
        "`whosaid.overrides` can only be set in whosaid.toml",
        "`whosaid.rules.quote-without-speaker` cannot be \"of\".",
        "`whosaid.names[0]` has no `name`.",
        "`whosaid.boilerplate.phrases[0]` is a string, not 7.",
        "`whosaid.boilerplate.phrases[1]` is a string, not an array.",
        "`whosaid.limits` is an object, not an array.",
    ] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
    let list = told.lines().find(|l| l.contains("zzz")).unwrap_or_default();
    assert!(!list.contains("overrides"), "{list}");
}

#[test]
fn the_file_wins_for_a_team_and_the_editor_for_taste() {
    let file = toml(
        "profile = 'quiet'\nrules.anonymous-source = 'off'\nboilerplate.phrases = ['a']\n\
         names = [{name = 'A', roles = ['x']}]\nhints.speakers = false\nhints.sources = false\n",
    );
    let editor = Layer::editor(&json!({
        "profile": "strict", "rules": {"anonymous-source": "error", "boilerplate-line": "hint"},
        "boilerplate": {"phrases": ["b"]}, "names": [{"name": "A"}, {"name": "B"}], "hints": {"speakers": true},
    }));
    let settings = Settings::merge(Some(&file), Some(&editor));
    assert_eq!(settings.profile, Profile::Quiet);
    assert_eq!(settings.rules["anonymous-source"], Level::Off);
    assert_eq!(settings.rules["boilerplate-line"], Level::Hint);
    assert_eq!(settings.extraction.boilerplate_phrases, ["a", "b"]);
    let names: Vec<_> = settings.extraction.names.iter().map(|n| (&*n.name, n.roles.len())).collect();
    assert_eq!(names, [("A", 1), ("B", 0)]);
    assert!(settings.hints.speakers && !settings.hints.sources);
}

#[test]
fn the_nearest_file_above_holds() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("news/today/a.md");
    fs::create_dir_all(article.parent().unwrap()).unwrap();
    fs::write(folder.path().join("whosaid.toml"), "profile = 'strict'\n[rules]\nnone = 'off'\n").unwrap();
    let (settings, problems) = file::settings(&article, None, None);
    assert_eq!((settings.profile, problems.len()), (Profile::Strict, 1));
    fs::write(folder.path().join("news/whosaid.toml"), [0xff, b'\n']).unwrap();
    let (settings, problems) = file::settings(&article, None, None);
    assert_eq!((settings.profile, problems.len()), (Profile::Default, 1), "{problems:?}");
    assert!(problems[0].to_string().contains("not UTF-8"), "{}", problems[0]);
}

#[test]
fn a_finding_is_put_aside_sorted_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("news/a.md");
    fs::create_dir_all(article.parent().unwrap()).unwrap();
    fs::write(folder.path().join("whosaid.toml"), "").unwrap();
    let list = ignored::list_for(&article, None);
    assert_eq!(list, folder.path().join(".whosaid/ignored.json"));
    ignored::add(&list, &article, "unbalanced-quote", "He said “no.").unwrap();
    ignored::add(&list, &article, "anonymous-source", "An official said \"so\".").unwrap();
    ignored::add(&list, &article, "unbalanced-quote", "He said “no.").unwrap();
    let expected = r#"{
  "version": 1,
  "ignored": [
    {"file":"news/a.md","rule":"anonymous-source","text":"An official said \"so\"."},
    {"file":"news/a.md","rule":"unbalanced-quote","text":"He said “no."}
  ]
}
"#;
    assert_eq!(fs::read_to_string(&list).unwrap(), expected);
    let (settings, problems) = file::settings(&article, None, None);
    assert!(problems.is_empty());
    assert!(settings.ignored.contains("unbalanced-quote", "He said “no."));
    assert!(!settings.ignored.contains("anonymous-source", "He said “no."));
    let other = Ignored::load(&list, &folder.path().join("news/b.md")).unwrap();
    assert!(other.is_empty());
    assert_eq!(fs::read_dir(list.parent().unwrap()).unwrap().count(), 1, "a draft of the list was left behind");
}

#[test]
fn unknown_fields_of_the_list_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join(".whosaid/ignored.json");
    fs::create_dir_all(list.parent().unwrap()).unwrap();
    let entry = r#"{"file":"z.md","rule":"r","text":"t","note":"seen"}"#;
    fs::write(&list, format!(r#"{{"version":1,"desk":"foreign","ignored":[{entry}]}}"#)).unwrap();
    ignored::add(&list, &folder.path().join("a.md"), "r", "t").unwrap();
    let text = fs::read_to_string(&list).unwrap();
    assert!(text.contains(r#""desk": "foreign""#) && text.contains(r#""note":"seen""#), "{text}");
    assert!(text.find("a.md") < text.find("z.md"), "{text}");
}

#[test]
fn a_broken_list_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join(".whosaid/ignored.json");
    fs::create_dir_all(list.parent().unwrap()).unwrap();
    let article = folder.path().join("a.md");
    for (text, problem) in [
        ("{\n  oh", "ignored.json:2:3: This is not JSON: key must be a string."),
        ("[]", "ignored.json: The list is an object with `version` and `ignored`."),
        ("{\"ignored\":[]}", "ignored.json: The list has no `version`, which is 1."),
        ("{\"version\":2}", "ignored.json: The list has version 2; this whosaid reads up to 1."),
        (
            "{\"version\":1,\"ignored\":[{\"file\":\"a\"}]}",
            "ignored.json: Entry 1 of `ignored` needs the texts `file`, `rule` and `text`.",
        ),
        ("{\"version\":1,\"ignored\":{}}", "ignored.json: `ignored` is an array of entries."),
    ] {
        fs::write(&list, text).unwrap();
        let error = ignored::add(&list, &article, "r", "t").unwrap_err().to_string();
        assert!(error.ends_with(problem), "{error}");
        assert_eq!(fs::read_to_string(&list).unwrap(), text);
        let (_, problems) = file::settings(&article, None, None);
        assert_eq!(problems.len(), 1, "{text}");
    }
}

#[test]
fn a_list_may_begin_with_a_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join(".whosaid/ignored.json");
    fs::create_dir_all(list.parent().unwrap()).unwrap();
    let article = folder.path().join("a.md");
    fs::write(&list, "\u{feff}{\"version\":1,\"ignored\":[{\"file\":\"a.md\",\"rule\":\"r\",\"text\":\"t\"}]}")
        .unwrap();
    assert!(Ignored::load(&list, &article).unwrap().contains("r", "t"));
    ignored::add(&list, &article, "r", "u").unwrap();
    let both = Ignored::load(&list, &article).unwrap();
    assert!(both.contains("r", "t") && both.contains("r", "u"));
}

const PIECES: [&str; 20] = [
    "[rules]\n",
    "[[names]]\n",
    "[hints]\n",
    "profile",
    " = ",
    "\"é\u{1F600}\"\n",
    "max-length",
    "1e400\n",
    "99999999999999999999\n",
    "[1,",
    "]",
    "{a.",
    "}",
    "\n",
    "'''",
    "# x\r\n",
    "name",
    "true\n",
    "1979-05-27\n",
    "\u{feff}",
];

proptest! {
    #[test]
    fn any_settings_are_read_and_have_their_places(
        pieces in prop::collection::vec(0..PIECES.len(), 0..20),
        other in "\\PC{0,40}",
    ) {
        for text in [pieces.iter().map(|&p| PIECES[p]).collect(), other] {
            let layer = toml(&text);
            for problem in &layer.problems {
                let place = problem.place.expect("a problem of a file has a place");
                prop_assert!(text.get(place.span.start()..).is_some(), "{:?} in {:?}", place, text);
            }
            let _ = Settings::merge(Some(&layer), None);
        }
    }
}

/// Several editors may have a workspace open.
#[test]
fn what_is_put_aside_at_the_same_time_is_all_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join(ignored::NAME);
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (list, article) = (&list, folder.path().join(format!("{n}.md")));
            scope.spawn(move || {
                for text in 0..10 {
                    ignored::add(list, &article, "unbalanced-quote", &text.to_string()).expect("written");
                }
            });
        }
    });
    let text = fs::read_to_string(&list).expect("a list");
    assert_eq!(text.matches("unbalanced-quote").count(), 40, "{text}");
}

#[test]
fn a_project_has_a_list_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let (home, project) = (folder.path().join(ignored::NAME), folder.path().join("desk"));
    let (note, article) = (folder.path().join("note.md"), project.join("stories/a.md"));
    fs::create_dir_all(project.join("stories")).expect("folders");
    ignored::add(&home, &note, "r", "t").expect("written");
    assert_eq!(ignored::list_for(&article, None), home, "no project");
    assert_eq!(ignored::list_for(&article, Some(&project)), project.join(ignored::NAME));
    fs::write(project.join("whosaid.toml"), "").expect("written");
    assert_eq!(ignored::list_for(&article, Some(folder.path())), project.join(ignored::NAME));
    // A list that has findings of the project is used on: the nearest is the only one that holds.
    ignored::add(&home, &project.join("b.md"), "r", "t").expect("written");
    assert_eq!(ignored::list_for(&article, None), home);
}
