namespace CustomerService.Identity.SignIn;

/// <summary>The same for what has no row to count in: addresses without account, and devices. Per node.</summary>
internal sealed class MemoryPause(TimeProvider time) : SignInPause
{
    private readonly Lock _lock = new();
    private int _taken;
    private DateTime _end;

    public override Task<TimeSpan?> FailAsync()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (_taken >= MaxFailures)
            {
                (_taken, _end) = (0, now + LockTime);
            }

            return Task.FromResult(Left(now));
        }
    }

    public override Task SucceedAsync()
    {
        lock (_lock)
        {
            _taken = 0;
        }

        return Task.CompletedTask;
    }

    protected override Task<(bool HasBegun, TimeSpan? Left)> TryBeginAsync()
    {
        lock (_lock)
        {
            var left = Left(time.GetUtcNow().UtcDateTime);
            var begins = left is null && _taken < MaxFailures;
            _taken += begins ? 1 : 0;
            return Task.FromResult((begins, left));
        }
    }

    private TimeSpan? Left(DateTime now) => _end > now ? _end - now : null;
}
