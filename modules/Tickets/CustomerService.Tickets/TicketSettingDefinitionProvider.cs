using System.Globalization;
using CustomerService.Framework.Settings;

namespace CustomerService.Tickets;

internal sealed class TicketSettingDefinitionProvider : ISettingDefinitionProvider
{
    public IEnumerable<SettingDefinition> Define() =>
        [new(TicketSettings.AutoCloseDays, TicketLimits.AutoCloseDays.ToString(CultureInfo.InvariantCulture))];
}
