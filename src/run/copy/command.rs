//! The option `--copy-command` → a program and its arguments.

use std::str::FromStr;

/// The program that receives copies on its standard input, and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CopyCommand(Vec<String>);

impl CopyCommand {
    /// The program and its arguments.
    pub(super) fn words(&self) -> &[String] {
        &self.0
    }

    /// The name of the program, for messages.
    pub(super) fn name(&self) -> &str {
        let program = self.0.first().map_or("", String::as_str);
        program.rsplit('/').next().unwrap_or(program)
    }

    /// Whether the option is empty, which is the same as none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for CopyCommand {
    type Err = &'static str;

    /// Splits the line into words by the quoting rules of a POSIX shell. Nothing else of a shell is supported.
    fn from_str(line: &str) -> Result<Self, Self::Err> {
        shlex::split(line)
            .map(Self)
            .ok_or("a quotation mark is not closed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_into_words() {
        let command: CopyCommand = "/usr/bin/xclip -sel 'a b'".parse().unwrap();
        assert_eq!(command.0, ["/usr/bin/xclip", "-sel", "a b"]);
        assert_eq!(command.name(), "xclip");
        assert!("".parse::<CopyCommand>().unwrap().is_empty());
        assert!("a 'b".parse::<CopyCommand>().is_err());
    }
}
