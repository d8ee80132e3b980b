using System.Reflection;
using System.Text.RegularExpressions;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Tenants.Transfer;
using CustomerService.TestBase;
using CustomerService.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Transfer;

/// <summary>Nothing is left behind, and no secret travels, because somebody forgot to think of it.</summary>
public sealed partial class TransferRulesTests
{
    /// <summary>A new table or column fails here: write it into the page, or say in <see cref="TransferRules"/> why it stays.</summary>
    [Fact]
    public void Should_Describe_Every_Table_And_Column_That_Travels()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "etc/docs/export-format.md"));
        var described = RowPattern().Matches(page).Select(m => m.Value).ToList();
        var travelling = Tables(TransferModel.ExportedTables)
            .Select(t => $"| `{t.Name}` | {string.Join(", ", t.Columns.Select(c => $"`{c.Name}`"))} |")
            .ToList();
        travelling.Count.ShouldBeGreaterThan(40);
        travelling.Except(described).ShouldBeEmpty("etc/docs/export-format.md does not say this");
        described.ShouldBe(travelling);
    }

    [Fact]
    public void Should_Keep_Only_Tables_And_Columns_That_There_Are()
    {
        var tables = Tables(TransferModel.AllTables);
        TransferRules.KeptTables.Keys.Except(tables.Select(t => t.Name)).ShouldBeEmpty();
        TransferRules.KeptColumns.Keys.Except(tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}"))).ShouldBeEmpty();
        tables
            .SelectMany(t => t.Columns.Select(c => (Name: $"{t.Name}.{c.Name}", c.IsNullable)))
            .Where(c => !c.IsNullable && TransferRules.KeptColumns.TryGetValue(c.Name, out var kept) && kept.Instead is null)
            .ShouldBeEmpty("the new home must be able to write the row");
    }

    [Fact]
    public void Should_Think_Of_Every_Container_Of_Files()
    {
        // Composed, so that all modules are loaded.
        Tables(_ => []);
        var containers = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a =>
                a.GetName().Name is { } name && name.StartsWith("CustomerService.", StringComparison.Ordinal) && !name.EndsWith("Tests")
            )
            .SelectMany(a => a.GetTypes())
            .Select(t => t.GetCustomAttribute<BlobContainerNameAttribute>()?.Name)
            .OfType<string>()
            .Distinct();
        containers.ShouldBe(TransferRules.Containers.Concat(TransferRules.KeptContainers.Keys), ignoreOrder: true);
    }

    private static IReadOnlyList<TransferTable> Tables(Func<CustomerServiceDbContext, IReadOnlyList<TransferTable>> read)
    {
        using var app = WebHost.CreateBuilder(["--ConnectionStrings:Default=Data Source=:memory:"]).Build();
        using var scope = app.Services.CreateScope();
        return read(scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>());
    }

    [GeneratedRegex(@"^\| `[A-Z]\w+` \| `.*$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
