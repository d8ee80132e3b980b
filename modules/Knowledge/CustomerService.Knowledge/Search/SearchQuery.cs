namespace CustomerService.Knowledge.Search;

/// <summary>A question as the index understands it: what it asks for, each thing perhaps in several ways of saying it.</summary>
/// <param name="Terms">Everything that counts as a hit, for highlighting.</param>
internal sealed record SearchQuery(IReadOnlyList<AskedGroup> Groups, IReadOnlySet<string> Terms);

/// <summary>One thing that is asked for. A text gets the score of the way that fits it best.</summary>
internal sealed record AskedGroup(IReadOnlyList<AskedPhrase> Ways);

/// <param name="Weight">1 for the asker's own words, less for what may be meant.</param>
/// <param name="IsWhole">Counts only where all of its strong terms are: "not received" is not said by a text that only
/// says received.</param>
internal sealed record AskedPhrase(double Weight, IReadOnlyList<AskedTerm> Terms, bool IsWhole = false);

/// <param name="IsStrong">Finds a text by itself; the others only help to rank.</param>
internal readonly record struct AskedTerm(int Id, bool IsStrong);
