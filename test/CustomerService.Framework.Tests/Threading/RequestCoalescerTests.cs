using CustomerService.Framework.Threading;

namespace CustomerService.Framework.Tests.Threading;

public sealed class RequestCoalescerTests
{
    [Fact]
    public async Task Should_Gather_Who_Comes_While_A_Call_Runs_And_Give_Everybody_His_Own_Answer()
    {
        var (sizes, gate) = (new List<int>(), new TaskCompletionSource());
        var call = new RequestCoalescer<int, int>(async requests =>
        {
            sizes.Add(requests.Count);
            await gate.Task;
            return [.. requests.Select(r => r * 10)];
        });
        var first = call.InvokeAsync(1);
        while (sizes.Count == 0)
        {
            await Task.Delay(1);
        }

        var others = Enumerable.Range(2, 5).Select(call.InvokeAsync).ToList();
        gate.SetResult();
        (await first).ShouldBe(10);
        (await Task.WhenAll(others)).ShouldBe([20, 30, 40, 50, 60]);
        sizes.ShouldBe([1, 5]);
    }

    [Fact]
    public async Task Should_Fail_Those_Of_A_Failed_Call_And_Serve_The_Next()
    {
        var call = new RequestCoalescer<int, int>(requests =>
            requests.Contains(1) ? throw new InvalidOperationException("Not this one.") : Task.FromResult<IReadOnlyList<int>>([.. requests])
        );
        await Should.ThrowAsync<InvalidOperationException>(() => call.InvokeAsync(1));
        (await call.InvokeAsync(2)).ShouldBe(2);
    }
}
