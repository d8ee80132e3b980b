using Microsoft.Extensions.Time.Testing;

// The namespace around those of all tests: each of them has the clock.
namespace CustomerService;

/// <summary>The clock of tests in the product's own kind of instant.</summary>
public static class FakeTimeExtensions
{
    extension(FakeTimeProvider time)
    {
        public DateTime Now => time.GetUtcNow().UtcDateTime;

        /// <summary>Puts the clock right, also back: timers notice only <c>Advance</c>.</summary>
        public void Set(DateTime utc) => time.AdjustTime(new DateTimeOffset(utc, TimeSpan.Zero));
    }
}
