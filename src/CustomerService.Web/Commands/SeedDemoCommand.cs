using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Web.Demo;

namespace CustomerService.Web.Commands;

internal sealed class SeedDemoCommand : VerbCommand
{
    public SeedDemoCommand()
        : base("demo", "migrates, then lays in the demo tenants acme and yunduan where they are missing") { }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        foreach (var seeder in services.GetServices<IDemoSeeder>())
        {
            await seeder.SeedAsync(cancellationToken);
        }

        Console.WriteLine("The demo tenants are there.");
        var password = services.GetRequiredService<DemoPassword>();
        if (!password.IsPublic)
        {
            Console.Error.WriteLine("Whom this run has added signs in with this password; it is not shown again:");
            Console.WriteLine(password.Value);
        }

        return 0;
    }
}
