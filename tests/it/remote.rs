//! Reading over a real link: `ssh` and `mosh` to this machine, the window resized, the link cut.
//!
//! A server of the test's own runs as the current user on a port of the loopback interface, with keys made for it.
//! Where `sshd`, `mosh` or `/proc` is not there the tests are skipped, with one line that says so; with
//! `QARI_NEED_REMOTE` set they fail.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::time::{Duration, Instant};

use crate::support::pty::ProcessState;
use crate::support::screen::{Program, shown};
use rustix::process::{Pid, Signal, kill_process};

/// How long the program may live without its link. On a quiet machine it takes some milliseconds.
const GONE: Duration = Duration::from_secs(4);

/// Where a program is, also where only root's `PATH` looks.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders =
        std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Whether all of `programs` are there. Where they are not, the first test that asks says so in a line that is shown
/// though the test passes.
fn have(programs: &[&str]) -> bool {
    static SAY_IT: Once = Once::new();
    let mut missing: Vec<&str> = programs.to_vec();
    missing.retain(|name| which(name).is_none());
    if !Path::new("/proc/self/cmdline").exists() {
        missing.push("/proc");
    }
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join(", ");
    assert!(
        std::env::var_os("QARI_NEED_REMOTE").is_none(),
        "not installed: {missing}"
    );
    // The harness keeps what `eprintln` of a test that passes writes to itself.
    SAY_IT.call_once(|| {
        let line = format!("tests over ssh and mosh are skipped; not installed: {missing}\n");
        let _ = std::io::stderr().write_all(line.as_bytes());
    });
    false
}

/// A server of the test's own.
struct Server {
    dir: PathBuf,
    port: u16,
    sshd: Child,
}

impl Server {
    fn start(test: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("qari-remote-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).unwrap();
        for key in ["host", "user"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(dir.join(key))
                .status();
            assert!(made.unwrap().success());
        }
        fs::copy(dir.join("user.pub"), dir.join("authorized")).unwrap();
        // Root's sshd insists on it; nobody else's looks for it.
        let _ = fs::create_dir_all("/run/sshd");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let here = dir.display();
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {here}/host\nAuthorizedKeysFile {here}/authorized\n\
             PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n\
             PrintMotd no\nPrintLastLog no\n"
        );
        fs::write(dir.join("config"), config).unwrap();
        let log = fs::File::create(dir.join("log")).unwrap();
        let sshd = Command::new(which("sshd").unwrap())
            .args(["-D", "-e", "-f"])
            .arg(dir.join("config"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut server = Self { dir, port, sshd };
        let end = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.sshd.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < end,
                "sshd: {}",
                server.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.join("log")).unwrap_or_default()
    }

    /// `ssh` and its options.
    fn ssh(&self) -> Vec<String> {
        let key = self.dir.join("user");
        let options = [
            "ssh",
            "-F",
            "none",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "BatchMode=yes",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "IdentityAgent=none",
        ];
        let mut all: Vec<String> = options.into_iter().map(str::to_owned).collect();
        all.extend([
            "-i".to_owned(),
            key.to_str().unwrap().to_owned(),
            "-p".to_owned(),
            self.port.to_string(),
        ]);
        all
    }

    /// This user at this machine.
    fn me() -> String {
        let name = Command::new("id").arg("-un").output().unwrap().stdout;
        format!("{}@127.0.0.1", String::from_utf8(name).unwrap().trim())
    }

    /// An article of its own, and the words that show it at the far end.
    fn reader(&self) -> (PathBuf, Vec<String>) {
        let article = self.dir.join("article.txt");
        let paragraphs = (1..=80).map(|i| format!("كلمة N{i:03} قالت سلمى الحداد كلاما.\n\n"));
        fs::write(
            &article,
            format!("عنوان قصير\n\n{}", paragraphs.collect::<String>()),
        )
        .unwrap();
        let words = [
            "env".to_owned(),
            "QARI_LANG=en".to_owned(),
            "QARI_CONFIG=".to_owned(),
            format!("QARI_STATE={}", self.state().display()),
            "LC_ALL=C.UTF-8".to_owned(),
            env!("CARGO_BIN_EXE_qari").to_owned(),
            article.to_str().unwrap().to_owned(),
        ];
        (article, words.to_vec())
    }

    fn state(&self) -> PathBuf {
        self.dir.join("places.json")
    }

    fn place(&self) -> Option<u64> {
        let text = fs::read_to_string(self.state()).ok()?;
        let all: serde_json::Value = serde_json::from_str(&text).unwrap();
        all["places"][0]["byte"].as_u64()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
        // What a failed test left at the far end, known by the article that is in nobody else's folder.
        if let Some(pid) = reading(&self.dir.join("article.txt")) {
            let _ = kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL);
        }
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// The process at the far end that reads `article`.
fn reading(article: &Path) -> Option<i32> {
    let article = article.to_str().unwrap();
    fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
        let words = fs::read(entry.path().join("cmdline")).ok()?;
        let mut words = words.split(|&b| b == 0);
        let program = words.next()? == env!("CARGO_BIN_EXE_qari").as_bytes();
        (program && words.next()? == article.as_bytes()).then_some(pid)
    })
}

/// Name and parent of a process.
fn parent(pid: i32) -> Option<(String, i32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (front, back) = stat.rsplit_once(')')?;
    let name = front.split_once('(')?.1.to_owned();
    Some((name, back.split_whitespace().nth(1)?.parse().ok()?))
}

/// The nearest process above `pid` with that name.
fn above(pid: i32, name: &str) -> i32 {
    let mut at = pid;
    loop {
        let (_, up) = parent(at).unwrap_or_else(|| panic!("no {name} above {pid}"));
        if parent(up).unwrap().0.starts_with(name) {
            return up;
        }
        at = up;
    }
}

fn kill(pid: i32) {
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

/// Waits until nobody reads `article` any more.
fn gone(article: &Path, what: &str) {
    let at = Instant::now();
    while reading(article).is_some() {
        assert!(
            at.elapsed() < GONE,
            "{what}: still there after {:?}",
            at.elapsed()
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    eprintln!("{what}: gone after {:?}", at.elapsed());
}

/// Starts `command` and waits for the first paragraph of the article.
fn start(server: &Server, command: &[String]) -> Program {
    let args: Vec<&str> = command[1..].iter().map(String::as_str).collect();
    let mut program = Program::start_with(&command[0], &args, (80, 24), &[]);
    let line = shown("قالت سلمى الحداد كلاما.");
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let screen = program.screen();
        if screen.contains("N001") && screen.contains(&line) {
            break;
        }
        assert!(
            Instant::now() < end,
            "no article on\n{screen}\n{}",
            server.log()
        );
    }
    program.until("an analysis", |screen| !screen.contains("analysing"));
    program.settled();
    program
}

/// Pages on, in three sizes; what stands there in the end.
fn read_and_resize(program: &mut Program) -> String {
    program.pty.send(" ");
    program.until("the second page", |screen| {
        !screen.contains("N001") && screen.contains("N012")
    });
    for (columns, rows) in [(100, 30), (60, 12), (80, 24)] {
        program.settled();
        program.pty.resize(columns, rows);
        program.terminal = crate::support::screen::parser(columns, rows);
        program.until("the new size", |screen| {
            let last = screen.lines().last().unwrap_or_default();
            screen.lines().count() == usize::from(rows)
                && last.ends_with('%')
                && screen.contains("N012")
        });
    }
    program.settled()
}

/// `ssh` with a terminal, and the reader at the other end.
fn over_ssh(server: &Server) -> (PathBuf, Program) {
    let (article, words) = server.reader();
    let mut command = server.ssh();
    command.extend(["-e", "none", "-t"].map(str::to_owned));
    command.push(Server::me());
    command.push(words.join(" "));
    let program = start(server, &command);
    (article, program)
}

#[test]
fn ssh_reads_resizes_and_goes_on_later() {
    if !have(&["sshd", "ssh", "ssh-keygen"]) {
        return;
    }
    let server = Server::start("ssh");
    let (article, mut program) = over_ssh(&server);
    read_and_resize(&mut program);
    program.pty.send("q");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    gone(&article, "left");
    assert!(server.place().is_some_and(|byte| byte > 0));
    assert!(program.pty.is_cooked());
}

#[test]
fn a_killed_ssh_ends_the_reader_and_keeps_its_place() {
    if !have(&["sshd", "ssh", "ssh-keygen"]) {
        return;
    }
    let server = Server::start("cut");
    let (article, mut program) = over_ssh(&server);
    read_and_resize(&mut program);
    program.pty.signal(Signal::KILL);
    assert_eq!(program.pty.next_state(), ProcessState::Killed(9));
    gone(&article, "ssh killed");
    assert!(server.place().is_some_and(|byte| byte > 0));
}

#[test]
fn a_killed_sshd_ends_the_reader_and_keeps_its_place() {
    if !have(&["sshd", "ssh", "ssh-keygen"]) {
        return;
    }
    let server = Server::start("sshd");
    let (article, mut program) = over_ssh(&server);
    read_and_resize(&mut program);
    kill(above(reading(&article).unwrap(), "sshd"));
    gone(&article, "sshd killed");
    assert!(server.place().is_some_and(|byte| byte > 0));
    assert!(matches!(program.pty.next_state(), ProcessState::Exited(_)));
}

#[test]
fn mosh_reads_resizes_outlives_its_client_and_ends_with_its_server() {
    if !have(&[
        "sshd",
        "ssh",
        "ssh-keygen",
        "mosh",
        "mosh-server",
        "mosh-client",
    ]) {
        return;
    }
    let server = Server::start("mosh");
    let (article, words) = server.reader();
    let mut command = vec![
        "mosh".to_owned(),
        format!("--ssh={}", server.ssh().join(" ")),
    ];
    // Found also where the far end's PATH is short, with a locale that it insists on.
    let mosh = which("mosh-server").unwrap();
    command.push(format!(
        "--server=env LC_ALL=C.UTF-8 MOSH_SERVER_NETWORK_TMOUT=60 {}",
        mosh.display()
    ));
    command.extend(["-4".to_owned(), Server::me(), "--".to_owned()]);
    command.extend(words);
    let mut program = start(&server, &command);
    read_and_resize(&mut program);
    let reader = reading(&article).unwrap();
    // A lost client may come back: that is what mosh is for.
    program.pty.signal(Signal::KILL);
    assert_eq!(program.pty.next_state(), ProcessState::Killed(9));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(reading(&article), Some(reader));
    kill(above(reader, "mosh-server"));
    gone(&article, "mosh-server killed");
    assert!(server.place().is_some_and(|byte| byte > 0));
}
