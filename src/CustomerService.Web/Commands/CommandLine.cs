using System.CommandLine;

namespace CustomerService.Web.Commands;

/// <summary>The verbs of the product, such as <c>migrate</c> or <c>tokens create</c>.</summary>
internal static class CommandLine
{
    /// <summary>Exit code of words that make no sense.</summary>
    public const int WrongUsage = 2;

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    /// <returns>null when the first word is no verb but a setting, or nothing stands there: then the caller serves.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is [] || (args[0].StartsWith('-') && args[0] is not ("-h" or "--help" or "--version")))
        {
            return null;
        }

        var verbs = Verbs();
        var words = verbs.Parse(
            [.. args.Where(a => !IsSetting(a))],
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
        );
        if (words.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(Complaint(words));
            return WrongUsage;
        }

        if (words.CommandResult.Command is VerbCommand verb)
        {
            verb.Settings = [.. args.Where(IsSetting)];
        }

        // What a verb throws is explained by the caller.
        return await words.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop }
        );
    }

    private static RootCommand Verbs() =>
        new("CustomerService: serves when it is called without a verb.")
        {
            new Command("admins", "administrators of workspaces") { new GrantAdminCommand() },
            new BackupCommand(),
            new Command("calendar", "business calendars") { new CheckCalendarCommand() },
            new DoctorCommand(),
            new Command("import", "data of other systems") { new ImportTicketsCommand() },
            new Command("kb", "knowledge bases") { new RankKnowledgeCommand() },
            new Command("keys", "the certificate of the signing keys") { new CreateKeysCommand() },
            new MigrateCommand(),
            new Command("operators", "operators of the installation") { new CreateOperatorCommand() },
            new RepairCommand(),
            new RestoreCommand(),
            new Command("seed", "data to look at") { new SeedDemoCommand() },
            new Command("tokens", "API tokens") { new CreateTokenCommand() },
        };

    /// <summary>Settings may be given as for serving: <c>--Database:Provider=…</c>.</summary>
    private static bool IsSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.Split('=', 2) is [var name, _] && name.Contains(':');

    private static string Complaint(ParseResult words)
    {
        var verb = NameOf(words.CommandResult.Command);
        return words.CommandResult.Command is VerbCommand
            ? $"{OneLine(words.Errors[0].Message)} ({verb} --help says what it takes.)"
            : $"'{string.Join(' ', words.Tokens.Select(t => t.Value))}' is no verb. The verbs are "
                + $"{string.Join(", ", NamesOf(words.RootCommandResult.Command))}; --help after a verb says what it takes.";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> NamesOf(Command command) =>
        command is VerbCommand ? [NameOf(command)] : command.Subcommands.SelectMany(NamesOf);

    /// <summary>The words that call it, without the name of the program.</summary>
    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
            ? $"{NameOf(parent)} {command.Name}"
            : command.Name;
}
