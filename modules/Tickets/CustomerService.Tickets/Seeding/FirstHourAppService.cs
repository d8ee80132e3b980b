using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Settings;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Seeding;

[Authorize(TicketPermissions.ManageTypes)]
internal sealed class FirstHourAppService(CustomerServiceDbContext db, SampleTickets samples, ISettingProvider settings)
    : IFirstHourAppService
{
    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<FirstHourDto> GetAsync(CancellationToken cancellationToken = default) =>
        new(
            await settings.GetAsync(SampleSettings.Given, cancellationToken) == "true",
            await samples.All.CountAsync(cancellationToken),
            await db.Set<Ticket>().AnyAsync(t => t.Channel == TicketChannel.Portal && t.ExternalKey == null, cancellationToken)
        );

    [Authorize(TicketPermissions.ManageTypes)]
    public Task RemoveSamplesAsync(CancellationToken cancellationToken = default) => samples.RemoveAsync(cancellationToken);
}
