using System.Globalization;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// Calls a group's line when some of it have waited long enough for a higher star, or for fewer stars, or when
/// somebody's hours begin.
/// </summary>
internal sealed class CallTimerHandler(AssignmentManager assignments, AgentGroupManager groups) : ITimerHandler
{
    public const string TimerKind = "routing.call";

    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(10);

    public string Kind => TimerKind;

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(timer.SubjectId, cancellationToken) is { } group)
        {
            await assignments.CallAsync([group], cancellationToken);
        }
    }

    /// <summary>The end of the ten seconds in which the instant lies.</summary>
    public static DateTime Bucket(DateTime at) =>
        at.Ticks % Grain.Ticks == 0 ? at : new DateTime(at.Ticks - (at.Ticks % Grain.Ticks) + Grain.Ticks, DateTimeKind.Utc);

    public static string KeyOf(DateTime at) => at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
