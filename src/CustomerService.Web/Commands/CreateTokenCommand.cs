using System.CommandLine;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Commands;
using CustomerService.Identity.Tokens;

namespace CustomerService.Web.Commands;

/// <summary>Makes an API token and prints it, alone on the last line: it is not shown again.</summary>
internal sealed class CreateTokenCommand : VerbCommand
{
    private readonly Option<string> _tenant = Words.Tenant();
    private readonly Option<string> _scopes = new("--scopes")
    {
        HelpName = "SCOPE[,SCOPE…]",
        Description = "permission names, tickets:read, tickets:write, or all",
        Required = true,
    };
    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "what the token is for",
        DefaultValueFactory = _ => "Command line",
    };

    public CreateTokenCommand()
        : base("create", "makes an API token and prints it once, alone on the last line")
    {
        Add(_tenant);
        Add(_scopes);
        Add(_name);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var tenant = await Words.FindTenantAsync(words.GetRequiredValue(_tenant), services, cancellationToken);
        var known = services.GetRequiredService<PermissionDefinitions>().All.Values.Where(p => p.IsTokenScope).Select(p => p.Name).ToList();
        var scopes = words
            .GetRequiredValue(_scopes)
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(word => Resolve(word, known))
            .Distinct()
            .ToList();
        await using var scope = services.CreateAsyncScope();
        var token = await scope
            .ServiceProvider.GetRequiredService<ITokenIntegrationService>()
            .CreateAsync(tenant.Id, words.GetRequiredValue(_name), scopes, cancellationToken);
        Console.Error.WriteLine(
            $"Token '{token.Name}' for {tenant.Slug}: {string.Join(", ", scopes)}. Keep it safe; it is not shown again."
        );
        Console.WriteLine(token.Token);
        return 0;
    }

    private static IEnumerable<string> Resolve(string word, IReadOnlyList<string> known)
    {
        if (word is "all" or "*")
        {
            return known;
        }

        if (known.FirstOrDefault(k => string.Equals(k, word, StringComparison.OrdinalIgnoreCase)) is { } exact)
        {
            return [exact];
        }

        // area:read is the permission to see the area, area:write everything in it that a token can carry.
        if (
            word.Split(':') is [var area, ("read" or "write") and var what]
            && known
                .Where(k =>
                    k.StartsWith(area + ".", StringComparison.OrdinalIgnoreCase)
                    || string.Equals(k, area, StringComparison.OrdinalIgnoreCase)
                )
                .ToList()
                is { Count: > 0 } ofArea
        )
        {
            return what == "read"
                ? ofArea.Where(k =>
                    k.EndsWith(".View", StringComparison.Ordinal) || k.EndsWith(".Read", StringComparison.Ordinal) || !k.Contains('.')
                )
                : ofArea;
        }

        throw new CommandUsageException($"'{word}' is not a scope. Scopes: all, tickets:read, tickets:write, {string.Join(", ", known)}.");
    }
}
