using CustomerService.Framework.Modularity;

namespace CustomerService.Notifications.Mail;

/// <summary>
/// What this node knows of the mail server: while it takes nothing, it is asked now and then by one mail, not by all of
/// them, which servers punish.
/// </summary>
internal sealed class MailServerState(TimeProvider time) : ISingletonDependency
{
    /// <summary>Short enough that a repaired server is found soon.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10),
    ];

    private readonly Lock _gate = new();
    private int _failures;
    private DateTime _pausedUntil;

    public bool IsPaused => time.GetUtcNow().UtcDateTime < _pausedUntil;

    /// <returns>UTC; when to ask again.</returns>
    public DateTime MarkFailed()
    {
        lock (_gate)
        {
            // Those that were on their way together learn the same thing once.
            if (!IsPaused)
            {
                _pausedUntil = time.GetUtcNow().UtcDateTime + Pauses[Math.Min(_failures++, Pauses.Length - 1)];
            }

            return _pausedUntil;
        }
    }

    /// <summary>It has answered as a server should, or somebody has mended it and wants to see.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            (_failures, _pausedUntil) = (0, default);
        }
    }
}
