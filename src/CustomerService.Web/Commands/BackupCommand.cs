using System.CommandLine;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Web.Backups;
using Microsoft.Extensions.Options;

namespace CustomerService.Web.Commands;

internal sealed class BackupCommand : VerbCommand
{
    private readonly Argument<string> _file = new("FILE.tar") { Description = "the file to write" };

    public BackupCommand()
        : base("backup", "writes database and files into one file, while the nodes go on serving") => Add(_file);

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(words.GetRequiredValue(_file));
        if (File.Exists(path))
        {
            throw new CommandUsageException($"{path} is there already.");
        }

        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var data = services.GetRequiredService<IOptions<DataOptions>>().Value;
        var work = PrivateFiles.CreateDirectory($"{path}.part");
        try
        {
            var (dump, archive) = (Path.Combine(work, "database"), Path.Combine(work, "archive"));
            await DatabaseBackup.For(options).DumpAsync(dump, cancellationToken);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var manifest = new BackupManifest(BackupArchive.Format, options.Provider.ToString(), now);
            await BackupArchive.WriteAsync(archive, manifest, dump, Path.Combine(data.Directory, "blobs"), cancellationToken);
            File.Move(archive, path);
        }
        finally
        {
            Directory.Delete(work, true);
        }

        Console.WriteLine(
            $"{path}: {new FileInfo(path).Length / (1024 * 1024)} MB. Keep it apart from the certificate of Keys__CertificateFile."
        );
        if (services.GetRequiredService<IConfiguration>()["Blobs:S3:Bucket"] is { Length: > 0 } bucket)
        {
            Console.WriteLine($"People's files lie in the bucket {bucket} and are not in it: let the service keep their versions.");
        }

        return 0;
    }
}
