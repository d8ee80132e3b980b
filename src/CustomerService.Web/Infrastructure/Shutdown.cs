namespace CustomerService.Web.Infrastructure;

/// <summary>
/// A node that is told to stop (SIGTERM) first answers <c>/health/ready</c> with 503 and goes on serving for a moment, then finishes what
/// runs, and is gone within five seconds, open screens or not: they find another node.
/// </summary>
internal static class Shutdown
{
    /// <summary>nginx and the like notice a failing node at the next request or probe.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(1);

    /// <summary>The leaving is part of it; what remains of five seconds is for taking the process down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static void AddSwiftShutdown(this IServiceCollection services) =>
        services.Configure<HostOptions>(options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (Patience, true));

    /// <summary>Nothing stops before the callbacks of <c>ApplicationStopping</c> have run, and this one takes its time.</summary>
    public static void LeaveThePoolFirst(this WebApplication app) => app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(Leaving));
}
