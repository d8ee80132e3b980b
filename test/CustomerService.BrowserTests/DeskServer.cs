using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.BrowserTests;

/// <summary>A company with a few tickets and its desk, served for one class of tests.</summary>
public sealed class DeskServer : IAsyncLifetime
{
    private ServerSettings? _settings;
    private Product? _product;
    private ServerProcess? _server;
    private TenantInfo? _tenant;

    internal Company Company { get; private set; } = null!;

    internal List<PortalTicketCreatedDto> Tickets { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        _product = await Product.OpenAsync(_settings);
        _tenant = await Company.FoundAsync(_product, "deskco", "saas", "en");
        _server = await ServerProcess.StartAsync(_settings);
        Company = new Company(_product, _server, _tenant);
        for (var i = 1; i <= 4; i++)
        {
            Tickets.Add(
                await Company.FileAsync($"Question {i}", string.Join("\n\n", Enumerable.Repeat("It does not work as it should.", 40)))
            );
        }
    }

    internal Task<(TicketStatus Status, TicketPriority Priority)> FactsAsync(PortalTicketCreatedDto ticket) =>
        _product!.RunAsync(
            _tenant!.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                var row = await db
                    .Database.SqlQuery<string>(
                        $"""
                        select "Status" || ' ' || "Priority" as "Value" from "Tickets"
                        where "TenantId" = {_tenant.Id} and "Id" = {ticket.Id}
                        """
                    )
                    .SingleAsync();
                var parts = row.Split(' ');
                return (Enum.Parse<TicketStatus>(parts[0]), Enum.Parse<TicketPriority>(parts[1]));
            }
        );

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? default);
        await (_product?.DisposeAsync() ?? default);
        await (_settings?.DisposeAsync() ?? default);
    }
}
