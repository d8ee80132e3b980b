using CustomerService.Framework.Authorization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Tokens;

namespace CustomerService.Web.Commands;

/// <summary>Makes an API token and prints it, alone on the last line: it is not shown again.</summary>
internal sealed class CreateTokenCommand : ICommand
{
    public string Verb => "tokens create";

    public string Help =>
        "--tenant SLUG --scopes SCOPE[,SCOPE…] [--name NAME] – scopes are permission names, tickets:read, tickets:write, or all";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var slug = arguments.Require("tenant");
        var tenant =
            await services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug, cancellationToken)
            ?? throw new CommandUsageException($"There is no tenant {slug}.");
        var known = services.GetRequiredService<PermissionDefinitions>().All.Values.Where(p => p.IsTokenScope).Select(p => p.Name).ToList();
        var scopes = arguments
            .Require("scopes")
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(word => Resolve(word, known))
            .Distinct()
            .ToList();
        await using var scope = services.CreateAsyncScope();
        var token = await scope
            .ServiceProvider.GetRequiredService<ITokenIntegrationService>()
            .CreateAsync(tenant.Id, arguments.Find("name") ?? "Command line", scopes, cancellationToken);
        Console.Error.WriteLine($"Token '{token.Name}' for {slug}: {string.Join(", ", scopes)}. Keep it safe; it is not shown again.");
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
