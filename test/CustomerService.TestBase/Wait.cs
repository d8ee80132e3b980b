using System.Diagnostics;

namespace CustomerService.TestBase;

/// <summary>Waits for what other processes do. The limit is there to end a broken run, not to measure.</summary>
public static class Wait
{
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, int seconds = 120)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed.TotalSeconds > seconds)
            {
                throw new TimeoutException($"Waited {seconds} s in vain for: {what}");
            }

            await Task.Delay(200);
        }
    }
}
