using System.CommandLine;
using System.Text.Json;
using CustomerService.Framework.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Transfer;

/// <summary>Takes in what another installation's workspace took with it.</summary>
internal sealed class ImportWorkspaceCommand : VerbCommand
{
    private readonly Argument<string> _file = Words.ExistingFile(
        "FILE.zip",
        "what the workspace's administrator downloaded at /admin/data"
    );
    private readonly Option<string> _slug = new("--slug")
    {
        HelpName = "SLUG",
        Description = "the address here; without it the workspace keeps its old one",
    };

    public ImportWorkspaceCommand()
        : base("workspace", "makes a workspace of one that was exported elsewhere; after a break the same words go on")
    {
        Add(_file);
        Add(_slug);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = words.GetRequiredValue(_file);
        await using var content = File.OpenRead(path);
        using var archive = await ArchiveReader.OpenAsync(content, cancellationToken);
        var imported = await services
            .GetRequiredService<WorkspaceImporter>()
            .ImportAsync(archive, words.GetValue(_slug), what => Console.Error.WriteLine(what), cancellationToken);
        if (!imported.IsNew)
        {
            Console.WriteLine($"{imported.Slug} holds this export already; nothing was changed.");
            return 0;
        }

        Console.WriteLine($"{imported.Slug}: {imported.Rows} rows and {imported.Files} files.");
        if (imported.Rejected.Count == 0)
        {
            return 0;
        }

        var beside = path + ".rejected.jsonl";
        await File.WriteAllLinesAsync(beside, imported.Rejected.Select(r => JsonSerializer.Serialize(r)), cancellationToken);
        Console.WriteLine($"{imported.Rejected.Count} rows were not taken; {beside} says why.");
        return 1;
    }
}
