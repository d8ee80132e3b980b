using System.Globalization;
using CustomerService.Framework.Settings;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Tickets;

internal sealed class TicketSettingsAppService(ISettingManager settings, AutoCloseRule autoClose) : ITicketSettingsAppService
{
    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<TicketSettingsInput> GetAsync(CancellationToken cancellationToken = default) =>
        new() { AutoCloseDays = await autoClose.DaysAsync(cancellationToken) };

    [Authorize(TicketPermissions.ManageTypes)]
    public Task SetAsync(TicketSettingsInput input, CancellationToken cancellationToken = default) =>
        settings.SetForCurrentTenantAsync(
            TicketSettings.AutoCloseDays,
            input.AutoCloseDays.ToString(CultureInfo.InvariantCulture),
            cancellationToken
        );
}
