namespace CustomerService.Framework.Features;

/// <summary>
/// A row that uses up part of a plan's limit. It is counted in the transaction that saves, changes or removes it;
/// bulk statements pass that by (<c>ExecuteMeteredDeleteAsync</c>).
/// </summary>
public interface IMetered
{
    Usage Usage { get; }
}

/// <param name="Amount">Of a limit that is counted by the month only what a new row brings counts.</param>
public readonly record struct Usage(FeatureDefinition Limit, long Amount);
