using System.Globalization;
using CustomerService.Framework.Settings;

namespace CustomerService.Tickets;

internal sealed class TicketSettingDefinitionProvider : SettingDefinitionProvider
{
    public override void Define(ISettingDefinitionContext context) =>
        context.Add(new SettingDefinition(TicketSettings.AutoCloseDays, TicketLimits.AutoCloseDays.ToString(CultureInfo.InvariantCulture)));
}
