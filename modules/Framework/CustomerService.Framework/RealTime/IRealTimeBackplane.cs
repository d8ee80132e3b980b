namespace CustomerService.Framework.RealTime;

/// <summary>Carries messages to the other nodes.</summary>
public interface IRealTimeBackplane
{
    Task SendAsync(Guid tenantKey, RealTimeMessage message);
}
