using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;

namespace CustomerService.Sla;

internal static class Versions
{
    /// <summary>Refuses to overwrite what somebody else saved since the form was opened.</summary>
    public static void Check(TenantAggregateRoot aggregate, Guid? edited)
    {
        if (edited is not null && edited != aggregate.ConcurrencyStamp)
        {
            throw BusinessException.Conflict(FrameworkErrorCodes.Concurrency);
        }
    }
}
