namespace CustomerService.Routing.Queue;

/// <summary>
/// What one who waits was told. The expected instant comes nearer or stays; it moves away only together with a reason.
/// </summary>
/// <param name="Until">UTC; when somebody is expected to take the ticket.</param>
/// <param name="Capacity">Places of those who could take it, when this was said.</param>
/// <param name="Overtook">Tickets ahead that came later, when this was said.</param>
/// <param name="Change">Why it moved away the last time; <see cref="QueueChange.None"/> when it never did.</param>
internal sealed record ShownWait(DateTime Until, int Capacity, int Overtook, QueueChange Change = QueueChange.None)
{
    /// <summary>Part of the time that is left, and at least so much: less is not worth another word, up or down.</summary>
    private const double Slack = 0.2;
    private static readonly TimeSpan LeastSlack = TimeSpan.FromMinutes(1);

    /// <summary>What to show now.</summary>
    /// <param name="expected">UTC; what is calculated now.</param>
    public ShownWait Next(DateTime expected, int capacity, int overtook, DateTime now)
    {
        var left = (Until - now) * Slack;
        var slack = left > LeastSlack ? left : LeastSlack;
        if (expected < Until - slack)
        {
            return new ShownWait(expected, capacity, overtook, Change);
        }

        if (now < Until && expected <= Until + slack)
        {
            return this;
        }

        var why =
            capacity < Capacity ? QueueChange.FewerPeople
            : overtook > Overtook ? QueueChange.MoreUrgentCame
            : QueueChange.TakesLonger;
        var least = (now > Until ? now : Until) + LeastSlack;
        return new ShownWait(expected > least ? expected : least, capacity, overtook, why);
    }
}
