using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of every grain interface.</summary>
public interface IGrain : IAddressable;

/// <summary>Base of grain interfaces whose keys are text.</summary>
public interface IGrainWithStringKey : IGrain;
