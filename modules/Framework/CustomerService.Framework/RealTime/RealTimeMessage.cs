namespace CustomerService.Framework.RealTime;

/// <param name="Topic">For instance <c>ticket</c>, <c>bell</c>, <c>cache</c>.</param>
/// <param name="Key">Usually an id; at most a few hundred characters.</param>
public sealed record RealTimeMessage(string Topic, string Key, string? Detail = null);
