using System.CommandLine;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Web.Backups;
using Microsoft.Extensions.Options;

namespace CustomerService.Web.Commands;

internal sealed class RestoreCommand : VerbCommand
{
    private readonly Argument<string> _file = Words.ExistingFile("FILE.tar", "the backup to put back");
    private readonly Option<string> _overwrite = new Option<string>("--overwrite")
    {
        HelpName = "yes",
        Description = "what is there may go",
    }.AcceptOnlyFromAmong("yes");

    public RestoreCommand()
        : base("restore", "puts a backup back, while no node runs; what was there before is gone")
    {
        Add(_file);
        Add(_overwrite);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(words.GetRequiredValue(_file));
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var data = Path.GetFullPath(services.GetRequiredService<IOptions<DataOptions>>().Value.Directory);
        var database = DatabaseBackup.For(options);
        var mayOverwrite = words.GetValue(_overwrite) is not null;
        if (await database.FindObstacleAsync(mayOverwrite, cancellationToken) is { } obstacle)
        {
            throw new CommandUsageException(obstacle);
        }

        // Beside the files, so that they are moved and not copied a second time.
        Directory.CreateDirectory(data);
        var parts = PrivateFiles.CreateDirectory(Path.Combine(data, $".restore-{Guid.NewGuid():N}"));
        try
        {
            var manifest = await BackupArchive.ExtractAsync(path, parts, cancellationToken);
            if (manifest.Provider != options.Provider.ToString())
            {
                throw new CommandUsageException($"{path} was made of {manifest.Provider}; Database__Provider says {options.Provider}.");
            }

            await database.RestoreAsync(BackupArchive.DatabaseIn(parts), cancellationToken);
            ReplaceBlobs(Path.Combine(data, "blobs"), BackupArchive.BlobsIn(parts), parts);
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            Console.WriteLine($"Restored what was backed up at {manifest.CreatedAt:u}. Start the nodes.");
            return 0;
        }
        finally
        {
            Directory.Delete(parts, true);
        }
    }

    private static void ReplaceBlobs(string blobs, string restored, string parts)
    {
        if (Directory.Exists(blobs))
        {
            Directory.Move(blobs, Path.Combine(parts, "replaced"));
        }

        if (Directory.Exists(restored))
        {
            Directory.Move(restored, blobs);
        }
    }
}
