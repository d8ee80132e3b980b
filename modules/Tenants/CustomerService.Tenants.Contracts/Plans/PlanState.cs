namespace CustomerService.Tenants.Plans;

public enum PlanState
{
    /// <summary>Being written; nobody has it.</summary>
    Draft,

    /// <summary>On the pricing page.</summary>
    Public,

    /// <summary>Given by the operator only.</summary>
    Hidden,

    /// <summary>Given to nobody any more; who has it keeps it.</summary>
    Retired,
}
