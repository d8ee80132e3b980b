using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.RealTime;

/// <summary>Carries messages to the other nodes.</summary>
public interface IRealTimeBackplane
{
    Task SendAsync(Guid tenantKey, RealTimeMessage message);
}
