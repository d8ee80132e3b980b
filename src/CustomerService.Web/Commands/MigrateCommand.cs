using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web.Commands;

internal sealed class MigrateCommand : VerbCommand
{
    public MigrateCommand()
        : base("migrate", "brings the database to this version, with the role of ConnectionStrings__Owner") { }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
