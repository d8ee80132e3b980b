namespace CustomerService.Framework.Texts;

public enum TermKind
{
    /// <summary>A Latin word, a number, an order number.</summary>
    Word,

    /// <summary>Two neighbouring characters of a script without spaces.</summary>
    Pair,

    /// <summary>One character of such a script, standing alone.</summary>
    Single,

    /// <summary>One character out of a longer run: finds little, but helps to rank.</summary>
    Part,

    /// <summary>A word that nearly every sentence has.</summary>
    Stop,
}

/// <param name="Start">Where it stands in the text.</param>
public readonly record struct TextTerm(string Term, TermKind Kind, int Start, int Length)
{
    public bool IsStrong => Kind is TermKind.Word or TermKind.Pair or TermKind.Single;
}
