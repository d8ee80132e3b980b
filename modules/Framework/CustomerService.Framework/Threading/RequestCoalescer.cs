namespace CustomerService.Framework.Threading;

/// <summary>
/// Many callers, one call: who asks while a call runs waits for the next one, together with all others who came
/// meanwhile. For work whose cost
/// is the round trip and not the number of requests in it.
/// </summary>
/// <param name="call">Answers the requests in their order, one result each. Runs in no caller's context: it must take
/// what it needs from the requests.</param>
public sealed class RequestCoalescer<TRequest, TResult>(Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> call)
{
    private readonly Lock _gate = new();
    private List<(TRequest Request, TaskCompletionSource<TResult> Answer)> _waiting = [];
    private bool _isRunning;

    /// <exception cref="Exception">What the shared call threw, for everybody who was in it.</exception>
    public Task<TResult> InvokeAsync(TRequest request)
    {
        var answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((request, answer));
            if (!_isRunning)
            {
                _isRunning = true;
                _ = RunAsync();
            }
        }

        return answer.Task;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        while (TakeWaiting() is { } taken)
        {
            try
            {
                var results = await call([.. taken.Select(t => t.Request)]);
                for (var i = 0; i < taken.Count; i++)
                {
                    taken[i].Answer.SetResult(results[i]);
                }
            }
            catch (Exception e)
            {
                taken.ForEach(t => t.Answer.TrySetException(e));
            }
        }
    }

    private List<(TRequest Request, TaskCompletionSource<TResult> Answer)>? TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isRunning = false;
                return null;
            }

            (var taken, _waiting) = (_waiting, []);
            return taken;
        }
    }
}
