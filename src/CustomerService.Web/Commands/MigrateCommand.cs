using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web.Commands;

internal sealed class MigrateCommand : ICommand
{
    public string Verb => "migrate";

    public string Help => "– brings the database to this version, with the role of ConnectionStrings__Owner";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
