namespace CustomerService.Identity.SignIn;

/// <summary>
/// Five wrong passwords pause whoever tries for a while. An attempt is taken before its password is checked and given back by a
/// right one, so guesses made at the same time are not more than guesses made one after the other.
/// </summary>
internal abstract class SignInPause
{
    public const int MaxFailures = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>All attempts are being checked by others right now; their outcome decides about this one.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);
    private const int MaxWaits = 200;

    /// <summary>Takes an attempt.</summary>
    /// <returns>The rest of the pause when there is one: then no password may be checked.</returns>
    public async Task<TimeSpan?> BeginAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxWaits; i++)
        {
            var (hasBegun, left) = await TryBeginAsync();
            if (hasBegun || left is not null)
            {
                return left;
            }

            await Task.Delay(Wait, cancellationToken);
        }

        // Attempts that never ended, such as those of a process that was killed.
        return await FailAsync();
    }

    /// <returns>The pause, when this was one too many.</returns>
    public abstract Task<TimeSpan?> FailAsync();

    public abstract Task SucceedAsync();

    /// <returns>Neither begun nor paused: all attempts are taken and not yet decided.</returns>
    protected abstract Task<(bool HasBegun, TimeSpan? Left)> TryBeginAsync();
}
