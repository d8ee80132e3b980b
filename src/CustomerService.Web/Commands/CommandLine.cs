using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Commands;

/// <summary>A command-line verb of the web project, such as <c>migrate</c> or <c>tokens create</c>.</summary>
internal interface ICommand
{
    /// <summary>The words that call it.</summary>
    string Verb { get; }

    /// <summary>One line of help: arguments and what it does.</summary>
    string Help { get; }

    /// <summary>Options that take no value.</summary>
    IReadOnlySet<string> Flags => new HashSet<string>();

    /// <returns>The exit code: 0 when it worked.</returns>
    Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken);
}

/// <summary>Runs verbs over the same composition that serves, without its loops.</summary>
internal static class CommandLine
{
    private static readonly ICommand[] Commands =
    [
        .. typeof(CommandLine)
            .Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && typeof(ICommand).IsAssignableFrom(t))
            .Select(t => (ICommand)Activator.CreateInstance(t)!)
            .OrderBy(c => c.Verb, StringComparer.Ordinal),
    ];

    /// <returns>null when the words are no verb: then the caller serves.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            return args.FirstOrDefault() is "-h" or "--help" ? Usage(0) : null;
        }

        var command = Commands.Where(c => Matches(c, args)).MaxBy(c => c.Verb.Length);
        return command is null ? Usage(2) : await RunAsync(command, args);
    }

    private static bool Matches(ICommand command, string[] args)
    {
        var words = command.Verb.Split(' ');
        return args.Length >= words.Length && words.SequenceEqual(args[..words.Length]);
    }

    private static async Task<int> RunAsync(ICommand command, string[] args)
    {
        // Settings may be given as for serving (--Database:Provider=…); what a verb takes is its own.
        var builder = WebHost.CreateBuilder([
            .. args.Where(a => a.StartsWith("--", StringComparison.Ordinal) && a.Contains(':') && a.Contains('=')),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = WebHost.Build(builder);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var arguments = new CommandArguments(args[command.Verb.Split(' ').Length..], command.Flags);
            return await command.RunAsync(arguments, app.Services, stop.Token);
        }
        catch (BusinessException e)
        {
            Console.Error.WriteLine(app.Services.GetRequiredService<IStringLocalizer>().Sentence(e));
            return 1;
        }
        catch (CommandUsageException e)
        {
            Console.Error.WriteLine($"{e.Message}\nUsage: {command.Verb} {command.Help}");
            return 2;
        }
    }

    private static int Usage(int exitCode)
    {
        var output = exitCode == 0 ? Console.Out : Console.Error;
        output.WriteLine("Without a verb: serve. Verbs:");
        foreach (var command in Commands)
        {
            output.WriteLine($"  {command.Verb} {command.Help}");
        }

        return exitCode;
    }
}

/// <summary>A verb was called with words it does not understand.</summary>
internal sealed class CommandUsageException(string message) : Exception(message);

/// <summary><c>--name value</c> pairs and the plain words between them.</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> _options = [];

    public CommandArguments(string[] args, IReadOnlySet<string> flags)
    {
        var plain = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                plain.Add(args[i]);
            }
            else if (flags.Contains(args[i][2..]))
            {
                _options[args[i][2..]] = "";
            }
            else if (i + 1 < args.Length && !args[i].Contains('='))
            {
                _options[args[i][2..]] = args[++i];
            }
        }

        Words = plain;
    }

    public IReadOnlyList<string> Words { get; }

    public bool Has(string flag) => _options.ContainsKey(flag);

    /// <exception cref="CommandUsageException">An option is none of these: a slip of the pen must not be silently nothing.</exception>
    public void RefuseOthersThan(params string[] options)
    {
        if (_options.Keys.FirstOrDefault(o => !options.Contains(o)) is { } unknown)
        {
            throw new CommandUsageException($"--{unknown} is unknown.");
        }
    }

    public string? Find(string option) => _options.GetValueOrDefault(option);

    /// <exception cref="CommandUsageException">The option is missing.</exception>
    public string Require(string option) => Find(option) ?? throw new CommandUsageException($"--{option} is missing.");
}
