using System.CommandLine;
using CustomerService.Billing;
using CustomerService.Framework.Commands;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Tenants;
using CustomerService.Tickets;
using Microsoft.Extensions.Localization;

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

        var verbs = Verbs([.. args.Where(IsSetting)]);
        var words = verbs.Parse(
            [.. args.Where(a => !IsSetting(a))],
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
        );
        if (words.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(Complaint(words));
            return WrongUsage;
        }

        // What a verb throws is explained by the caller.
        return await words.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop }
        );
    }

    /// <param name="settings">As for serving; they win over those of the installation.</param>
    private static RootCommand Verbs(string[] settings)
    {
        var root = Verbs();
        foreach (var verb in VerbsOf(root))
        {
            verb.SetAction((words, cancellationToken) => ComposeAndRunAsync(verb, words, settings, cancellationToken));
        }

        return root;
    }

    private static RootCommand Verbs() =>
        new("CustomerService: serves when it is called without a verb.")
        {
            new Command("admins", "administrators of workspaces") { new GrantAdminCommand() },
            new BackupCommand(),
            new Command("billing", "plans and subscriptions at Stripe") { new BillingModule().Verbs },
            new Command("calendar", "business calendars") { new CheckCalendarCommand() },
            new DoctorCommand(),
            new Command("import", "data of other systems") { new TenantsModule().Verbs, new TicketsModule().Verbs },
            new Command("kb", "knowledge bases") { new RankKnowledgeCommand() },
            new Command("keys", "the certificate of the signing keys") { new CreateKeysCommand() },
            new MigrateCommand(),
            new Command("operators", "operators of the installation") { new CreateOperatorCommand() },
            new RepairCommand(),
            new RestoreCommand(),
            new Command("seed", "data to look at") { new SeedDemoCommand() },
            new Command("tokens", "API tokens") { new CreateTokenCommand() },
        };

    private static async Task<int> ComposeAndRunAsync(
        VerbCommand verb,
        ParseResult words,
        string[] settings,
        CancellationToken cancellationToken
    )
    {
        var builder = WebHost.CreateBuilder(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = WebHost.Build(builder);
        try
        {
            return await verb.RunAsync(words, app.Services, cancellationToken);
        }
        catch (BusinessException e)
        {
            await Console.Error.WriteLineAsync(app.Services.GetRequiredService<IStringLocalizer>().Sentence(e));
            return 1;
        }
        catch (CommandUsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return WrongUsage;
        }
    }

    /// <summary>Settings may be given as for serving: <c>--Database:Provider=…</c>.</summary>
    private static bool IsSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.Split('=', 2) is [var name, _] && name.Contains(':');

    private static string Complaint(ParseResult words)
    {
        var verb = NameOf(words.CommandResult.Command);
        return words.CommandResult.Command is VerbCommand
            ? $"{OneLine(words.Errors[0].Message)} ({verb} --help says what it takes.)"
            : $"'{string.Join(' ', words.Tokens.Select(t => t.Value))}' is no verb. The verbs are "
                + $"{string.Join(", ", VerbsOf(words.RootCommandResult.Command).Select(NameOf))}; --help after a verb says what it takes.";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Add(this Command parent, IEnumerable<VerbCommand> verbs) => verbs.ToList().ForEach(parent.Add);

    private static IEnumerable<VerbCommand> VerbsOf(Command command) =>
        command is VerbCommand verb ? [verb] : command.Subcommands.SelectMany(VerbsOf);

    /// <summary>The words that call it, without the name of the program.</summary>
    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
            ? $"{NameOf(parent)} {command.Name}"
            : command.Name;
}
