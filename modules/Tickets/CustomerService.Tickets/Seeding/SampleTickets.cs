using System.Globalization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Settings;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Import;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Seeding;

/// <summary>
/// Requests to try the desk on. They come from people of <see cref="EmailAddresses.SampleDomain"/>, whom nothing is mailed to, and are
/// removed without a trace.
/// </summary>
internal sealed class SampleTickets(
    CustomerServiceDbContext db,
    TicketImporter importer,
    TicketManager tickets,
    IUserIntegrationService users,
    ISettingManager settings
) : ITransientDependency
{
    private const string KeyPrefix = "sample-";

    public IQueryable<Ticket> All => db.Set<Ticket>().Where(t => t.ExternalKey != null && t.ExternalKey.StartsWith(KeyPrefix));

    public async Task AddAsync(IReadOnlyList<SampleTemplate> samples, string language, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var (sample, number) in samples.OrderByDescending(s => s.MinutesAgo).Select((s, i) => (s, i + 1)))
        {
            var name = sample.Name[language];
            await users.GetOrCreateCustomerAsync(sample.Email, name, language, cancellationToken);
            await importer.ImportAsync(
                new ImportTicket(
                    KeyPrefix + number.ToString(CultureInfo.InvariantCulture),
                    sample.Subject[language],
                    sample.Body[language],
                    name,
                    sample.Email,
                    sample.Type,
                    sample.Priority,
                    TicketChannel.Portal,
                    now.AddMinutes(-sample.MinutesAgo),
                    sample.Tags,
                    [],
                    TicketStatus.New,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null
                ),
                cancellationToken
            );
        }

        await settings.SetForCurrentTenantAsync(SampleSettings.Given, "true", cancellationToken);
    }

    /// <summary>With everything that any module has written about them: what hangs on a ticket names it in <c>TicketId</c>.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var found = await All.Select(t => new { t.Id, t.Number }).ToListAsync(cancellationToken);
        await tickets.LockAsync([.. found.Select(t => t.Id)], cancellationToken);
        db.ChangeTracker.Clear();
        var numbers = found.ConvertAll(t => t.Number);
        await db.Set<TicketTerm>().Where(t => numbers.Contains(t.Number)).ExecuteDeleteAsync(cancellationToken);
        foreach (var (table, column) in TicketTables())
        {
            await DeleteAsync(table, column, [.. found.Select(t => t.Id)], cancellationToken);
        }

        await DeleteAsync("Tickets", "Id", [.. found.Select(t => t.Id)], cancellationToken);
        await users.RemoveSampleCustomersAsync(cancellationToken);
    }

    private IEnumerable<(string Table, string Column)> TicketTables() =>
        db
            .Model.GetEntityTypes()
            .Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && t.GetTableName() is not (null or "Tickets"))
            .Select(t => (Table: t.GetTableName()!, Property: t.FindProperty("TicketId"), Type: t))
            .Where(t => t.Property is not null && !t.Type.IsMappedToJson())
            .Select(t => (t.Table, t.Property!.GetColumnName()))
            .Distinct();

    private Task DeleteAsync(string table, string column, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var places = string.Join(", ", Enumerable.Range(1, ids.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{{i}}}")));
#pragma warning disable EF1002 // names of tables and columns come from the model, everything else is a parameter
        return ids.Count == 0
            ? Task.CompletedTask
            : db.Database.ExecuteSqlRawAsync(
                $$"""delete from "{{table}}" where "TenantId" = {0} and "{{column}}" in ({{places}})""",
                [db.TenantKey, .. ids.Cast<object>()],
                cancellationToken
            );
#pragma warning restore EF1002
    }
}

/// <summary>Whether the tenant was given sample tickets, so that it is asked to remove them.</summary>
internal sealed class SampleSettings : SettingDefinitionProvider
{
    public const string Given = "Tickets.SamplesGiven";

    public override void Define(ISettingDefinitionContext context) => context.Add(new SettingDefinition(Given, "false"));
}
